/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-view-words.h"
#include "np-bench-view.h"
#include "np-error.h"
#include "np-text.h"

/* What is shown: pure functions, bound in the template. */

static char *
page_name (NpBenchView *self, guint listed, guint connected, const GError *problem, gboolean settled)
{
  if (connected > 0 || (listed > 0 && problem == NULL))
    return g_strdup ("boards");
  if (problem != NULL)
    return g_strdup ("problem");
  return g_strdup (settled ? "empty" : "looking");
}

static char *
problem_title (NpBenchView *self, const GError *problem)
{
  if (g_error_matches (problem, NP_ERROR, NP_ERROR_TOOL_MISSING))
    return g_strdup (_("STM32CubeProgrammer Is Missing"));
  return g_strdup (_("The Bench Can’t Be Used"));
}

/* AdwStatusPage takes its description for markup. */
static char *
problem_description (NpBenchView *self, const GError *problem)
{
  g_autofree char *sentence = problem != NULL ? np_text_dup_sentence (problem->message) : NULL;

  return sentence != NULL ? g_markup_escape_text (sentence, -1) : NULL;
}

static gboolean
is_tool_missing (NpBenchView *self, const GError *problem)
{
  return g_error_matches (problem, NP_ERROR, NP_ERROR_TOOL_MISSING);
}

static gboolean
is_problem_above_boards (NpBenchView *self, const GError *problem, guint connected)
{
  return problem != NULL && connected > 0;
}

static char *
error_message (NpBenchView *self, const GError *error)
{
  return error != NULL ? np_text_dup_sentence (error->message) : NULL;
}

/* There is none when it only takes another login. */
static char *
permission_button (NpBenchView *self, const char *command)
{
  return command != NULL ? g_strdup (_("_Copy Command")) : NULL;
}

static gboolean
is_set (NpBenchView *self, const char *text)
{
  return text != NULL;
}

static gboolean
is_some (NpBenchView *self, guint count)
{
  return count > 0;
}

static gboolean
is_idle_and_some (NpBenchView *self, gboolean running, guint count)
{
  return !running && count > 0;
}

static gboolean
has_actions_below (NpBenchView *self, guint listed, gboolean wall)
{
  return listed > 0 && !wall;
}

static gboolean
is_not (NpBenchView *self, gboolean value)
{
  return !value;
}

static gboolean
provisions (NpBenchView *self)
{
  NpSession *session = np_bench_view_get_session (self);

  return session != NULL && np_project_get_recipe (np_session_get_project (session))->job == NP_JOB_PROVISION;
}

static char *
provision_label (guint ready, guint stopped)
{
  guint n = ready + stopped;

  if (stopped == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Provision %u Ready Board", "_Provision %u Ready Boards", n), n);
  if (ready == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Provision %u Stopped Board", "_Provision %u Stopped Boards", n), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Provision %u Board", "_Provision %u Boards", n), n);
}

/* The summary changes with the recipe. */
static char *
write_label (NpBenchView *self, guint ready, guint stopped, const char *summary)
{
  guint n = ready + stopped;

  if (n == 0)
    return g_strdup (_("No Board Ready"));
  if (provisions (self))
    return provision_label (ready, stopped);
  if (stopped == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Write %u Ready Board", "_Write %u Ready Boards", n), n);
  if (ready == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Write %u Stopped Board", "_Write %u Stopped Boards", n), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Write %u Board", "_Write %u Boards", n), n);
}

/* There is no room for it on the button. */
static char *
write_tooltip (NpBenchView *self, guint ready, guint stopped)
{
  if (ready == 0 || stopped == 0)
    return NULL;
  /* Translators: how many boards will be written */
  return g_strdup_printf (_("Ready: %u. Stopped before: %u."), ready, stopped);
}

/* Failed boards */
static char *
retry_label (NpBenchView *self, guint retryable)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Retry %u Failed", "_Retry %u Failed", retryable), retryable);
}

static char *
status_text (NpBenchView *self, gboolean running, gboolean stopping, guint n_running, const char *left, const char *summary)
{
  g_autofree char *text = NULL;

  if (!running)
    return g_strdup (summary);
  if (stopping)
    return g_strdup (_("Stopping: each board ends the step it is in"));
  if (provisions (self))
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u board is being provisioned", "%u boards are being provisioned", n_running), n_running);
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u board is being written", "%u boards are being written", n_running), n_running);
  /* Translators: what is done, and for how long still: "8 boards are being written · About 2 minutes left" */
  return left != NULL ? g_strdup_printf (C_("work and time", "%s · %s"), text, left) : g_steal_pointer (&text);
}

void
np_bench_view_words_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, page_name);
  gtk_widget_class_bind_template_callback (widget_class, problem_title);
  gtk_widget_class_bind_template_callback (widget_class, problem_description);
  gtk_widget_class_bind_template_callback (widget_class, is_tool_missing);
  gtk_widget_class_bind_template_callback (widget_class, is_problem_above_boards);
  gtk_widget_class_bind_template_callback (widget_class, error_message);
  gtk_widget_class_bind_template_callback (widget_class, permission_button);
  gtk_widget_class_bind_template_callback (widget_class, is_set);
  gtk_widget_class_bind_template_callback (widget_class, is_some);
  gtk_widget_class_bind_template_callback (widget_class, is_idle_and_some);
  gtk_widget_class_bind_template_callback (widget_class, has_actions_below);
  gtk_widget_class_bind_template_callback (widget_class, is_not);
  gtk_widget_class_bind_template_callback (widget_class, write_label);
  gtk_widget_class_bind_template_callback (widget_class, write_tooltip);
  gtk_widget_class_bind_template_callback (widget_class, retry_label);
  gtk_widget_class_bind_template_callback (widget_class, status_text);
}
