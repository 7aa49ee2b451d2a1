/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-field.h"

G_BEGIN_DECLS

/**
 * NpSeverity:
 * @NP_SEVERITY_INFORMATION: worth knowing
 * @NP_SEVERITY_WARNING: needs a look, stops nothing
 * @NP_SEVERITY_ERROR: stops a run (and, where it breaks the format, a build)
 */
typedef enum
{
  NP_SEVERITY_INFORMATION,
  NP_SEVERITY_WARNING,
  NP_SEVERITY_ERROR,
} NpSeverity;

#define NP_TYPE_PROBLEM (np_problem_get_type ())

/**
 * NpProblem:
 * @severity: how bad it is
 * @tag: the field it is about, %NP_TAG_NONE when about none; may be a tag that no field has
 * @code: stable name, such as "json-duplicate-key"; scripts and tests rely on it
 * @where: (nullable): place in the input: "line 3, column 14" or "byte 0x1A2"
 * @what: what is wrong, with the values
 * @why: (nullable): why it matters
 * @todo: (nullable): one thing to do
 *
 * One thing that a check, a parser or a decoder found. Immutable; texts are for people (translated).
 * Secret values never stand in it.
 */
typedef struct
{
  NpSeverity severity;
  guint32 tag;
  char *code;
  char *where;
  char *what;
  char *why;
  char *todo;
} NpProblem;

GType np_problem_get_type (void);

NpProblem *np_problem_copy (const NpProblem *self);
void np_problem_free (NpProblem *self);

/**
 * np_problem_list_new:
 *
 * Returns: (transfer full) (element-type NpProblem): an empty list that frees its problems
 */
GPtrArray *np_problem_list_new (void);

/**
 * np_problem_list_add:
 * @problems: (element-type NpProblem): the list
 * @where: (nullable): see #NpProblem
 * @what: (transfer full): see #NpProblem
 * @why: (nullable): see #NpProblem
 * @todo: (nullable): see #NpProblem
 */
void np_problem_list_add (GPtrArray *problems, NpSeverity severity, guint32 tag, const char *code, const char *where, char *what,
                          const char *why, const char *todo);
gboolean np_problem_list_has_errors (GPtrArray *problems);

/**
 * np_problem_to_text:
 *
 * Returns: (transfer full): one line: "line 3, column 14: VENDOR_ID is 65536, … [number-range]"
 */
char *np_problem_to_text (const NpProblem *self);

/**
 * np_problem_list_to_error:
 *
 * Sets @error (%NP_ERROR_INVALID_DATA) from the list's errors: the first one's text, and how many more there are.
 *
 * Returns: %TRUE if the list has no error
 */
gboolean np_problem_list_to_error (GPtrArray *problems, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpProblem, np_problem_free)

G_END_DECLS
