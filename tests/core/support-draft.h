/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "project/np-autosave.h"

G_BEGIN_DECLS

/* An editor whose work is kept, and what another start of the program finds. */
typedef struct
{
  char *folder;
  NpProject *project;
  NpEditor *editor;
  NpAutosave *autosave;
} DraftFixture;

void draft_set_up (DraftFixture *fixture, gconstpointer saved); /* @saved: (nullable): any text: the project is saved in the folder */
void draft_tear_down (DraftFixture *fixture, gconstpointer saved);

void draft_edit (DraftFixture *fixture);
void draft_flush (DraftFixture *fixture);
void draft_end_program (DraftFixture *fixture); /* as when the program ends: nothing is removed */
void draft_assert_count (guint n);              /* those that no program has */

G_END_DECLS
