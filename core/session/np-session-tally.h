/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "run/np-outcome.h"

G_BEGIN_DECLS

/* What the chips of a session came to, whichever port they were on: each counts once, by its latest verdict, and for the yield by its
 * first. A stop says nothing about a chip, so that its first verdict is still to come. */
typedef struct
{
  GHashTable *chips; /* name → first and latest verdict */
  guint latest[4];   /* by NpVerdict */
  guint first[4];
} NpSessionTally;

NpSessionTally *np_session_tally_new (void);
void np_session_tally_free (NpSessionTally *self);

/* @chip: whatever tells it from others */
void np_session_tally_add (NpSessionTally *self, const char *chip, NpVerdict verdict);

guint np_session_tally_get_total (NpSessionTally *self);

/* Returns: the share of chips that passed when first tried; -1 before one has passed or failed */
double np_session_tally_get_first_pass_yield (NpSessionTally *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpSessionTally, np_session_tally_free)

G_END_DECLS
