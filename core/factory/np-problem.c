/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "np-problem.h"

G_DEFINE_BOXED_TYPE (NpProblem, np_problem, np_problem_copy, np_problem_free)

NpProblem *
np_problem_copy (const NpProblem *self)
{
  NpProblem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (NpProblem, 1);
  copy->severity = self->severity;
  copy->tag = self->tag;
  copy->code = g_strdup (self->code);
  copy->where = g_strdup (self->where);
  copy->what = g_strdup (self->what);
  copy->why = g_strdup (self->why);
  copy->todo = g_strdup (self->todo);

  return copy;
}

void
np_problem_free (NpProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->where);
  g_free (self->what);
  g_free (self->why);
  g_free (self->todo);
  g_free (self);
}

GPtrArray *
np_problem_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) np_problem_free);
}

void
np_problem_list_add (GPtrArray *problems, NpSeverity severity, guint32 tag, const char *code, const char *where, char *what,
                     const char *why, const char *todo)
{
  NpProblem *problem;

  g_return_if_fail (problems != NULL);
  g_return_if_fail (code != NULL);
  g_return_if_fail (what != NULL);

  problem = g_new0 (NpProblem, 1);
  problem->severity = severity;
  problem->tag = tag;
  problem->code = g_strdup (code);
  problem->where = g_strdup (where);
  problem->what = what;
  problem->why = g_strdup (why);
  problem->todo = g_strdup (todo);
  g_ptr_array_add (problems, problem);
}

static guint
count_errors (GPtrArray *problems, const NpProblem **first)
{
  guint n_errors = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (problem->severity != NP_SEVERITY_ERROR)
        continue;

      if (n_errors == 0)
        *first = problem;
      n_errors++;
    }

  return n_errors;
}

/**
 * np_problem_list_has_errors:
 * @problems: (element-type NpProblem): the list
 *
 * Returns: %TRUE if one of them is an error, not just a warning
 */
gboolean
np_problem_list_has_errors (GPtrArray *problems)
{
  const NpProblem *first = NULL;

  g_return_val_if_fail (problems != NULL, FALSE);

  return count_errors (problems, &first) > 0;
}

char *
np_problem_to_text (const NpProblem *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  if (self->where != NULL)
    g_string_append_printf (text, "%s: ", self->where);
  g_string_append (text, self->what);
  if (self->why != NULL)
    g_string_append_printf (text, " %s", self->why);
  if (self->todo != NULL)
    g_string_append_printf (text, " %s", self->todo);
  g_string_append_printf (text, " [%s]", self->code);

  return g_string_free (text, FALSE);
}

gboolean
np_problem_list_to_error (GPtrArray *problems, GError **error)
{
  const NpProblem *first = NULL;
  g_autofree char *text = NULL;
  guint n_errors;

  g_return_val_if_fail (problems != NULL, FALSE);

  n_errors = count_errors (problems, &first);
  if (n_errors == 0)
    return TRUE;

  text = np_problem_to_text (first);
  if (n_errors == 1)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, text);
  else
    g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                 /* Translators: %s is the first error, %u how many there are besides it. */
                 ngettext ("%s (and %u more error)", "%s (and %u more errors)", n_errors - 1), text, n_errors - 1);

  return FALSE;
}
