/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support-pki.h"

G_BEGIN_DECLS

/* One deliberately broken device for each rule: each has its own problem code, and the SDK's own conclusion. */

/* change: before the parts are built; change_after: their bytes, after. */
typedef struct
{
  const char *name;
  void (*change) (Kit *kit);
  void (*change_after) (Kit *kit);
  const char *found; /* codes of problems */
  NpAttestationCode code;
} MatrixCase;

/* A change in one statement. */
#define CHANGE(name, statement) \
  static void name (Kit *kit) { statement; }

void matrix_replace (GBytes **bytes, GBytes *with); /* takes @with */
void matrix_cut_off (GBytes **bytes);               /* of its last byte */
void matrix_lengthen (GBytes **bytes);              /* by a zero */

/* A test each. found: all errors, in their order */
void matrix_add_errors (const MatrixCase *cases, guint n_cases);

/* found: the one warning; NULL: none but those of test credentials */
void matrix_add_warnings (const MatrixCase *cases, guint n_cases);

G_END_DECLS
