/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-start.h"
#include "np-confirm-dialog.h"
#include "np-error.h"
#include "np-settings.h"
#include "session/np-arming.h"
#include "session/np-auto-start.h"
#include "ui-compat.h"

#define MAX_LISTED 4 /* boards whose steps are named in a question */

struct _NpBenchStart
{
  GObject parent_instance;

  NpSession *session;
  GtkWidget *widget; /* (nullable): weak */
  NpArming *arming;
  NpAutoStart *auto_start;
  GSettings *settings;
};

enum
{
  PROP_AUTO_START = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpBenchStart, np_bench_start, G_TYPE_OBJECT)

/* Boards that wait for a confirmation. */
typedef struct
{
  NpBenchStart *start;
  GPtrArray *boards;
  NpConfirmation *confirmation;
  gboolean again;
} Request;

static Request *
request_new (NpBenchStart *start, GPtrArray *boards, gboolean again)
{
  Request *request = g_new0 (Request, 1);

  request->start = g_object_ref (start);
  request->boards = g_ptr_array_copy (boards, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (request->boards, g_object_unref);
  request->again = again;
  return request;
}

static void
request_free (Request *request)
{
  g_object_unref (request->start);
  g_ptr_array_unref (request->boards);
  g_clear_pointer (&request->confirmation, np_confirmation_free);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static GtkWindow *
get_window (NpBenchStart *self)
{
  GtkRoot *root = self->widget != NULL ? gtk_widget_get_root (self->widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* --- Starting ------------------------------------------------------------------ */

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpBenchStart) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!np_session_run_finish (NP_SESSION (source), result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    np_ui_show_error (get_window (self), _("Nothing Was Written"), error);
}

/* Meanwhile a board that was plugged in may have begun a round by itself. */
static void
start_boards (NpBenchStart *self, GPtrArray *boards, gboolean again)
{
  for (guint i = 0; i < boards->len && again; i++)
    np_session_allow_again (self->session, boards->pdata[i]);
  np_arming_use (self->arming, boards->len);
  if (np_session_is_running (self->session))
    np_session_add_boards (self->session, boards);
  else
    np_session_run_async (self->session, boards, NULL, run_cb, g_object_ref (self));
}

static void request_start (Request *request);

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Request) request = user_data;
  NpBenchStart *self = request->start;

  if (!np_confirm_dialog_ask_finish (result))
    return;
  if (np_arming_accept (self->arming, request->confirmation, request->boards->len))
    {
      start_boards (self, request->boards, request->again);
      return;
    }
  /* The project has changed meanwhile: what will be done now has to be shown. */
  g_clear_pointer (&request->confirmation, np_confirmation_free);
  request_start (g_steal_pointer (&request));
}

static gboolean
is_practising (NpBenchStart *self)
{
  return np_bench_is_simulated (np_session_get_bench (self->session));
}

/* For how long a confirmation holds. */
static char *
dup_batch_text (NpBenchStart *self, const NpConfirmation *confirmation)
{
  guint planned = np_project_get_planned_units (np_session_get_project (self->session));

  if (confirmation->gate < NP_CONFIRMATION_GATE_CODE || confirmation->each_time || planned == 0)
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "This holds for the batch of %u unit, until the project is closed or changed.",
                                       "This holds for the batch of %u units, until the project is closed or changed.", planned),
                          planned);
}

static NpConfirmation *
ask (NpBenchStart *self, GPtrArray *boards)
{
  np_arming_set_practising (self->arming, g_settings_get_boolean (self->settings, "practise-confirmations"));
  return np_arming_ask (self->arming, boards);
}

static void
show_confirmation (NpBenchStart *self, const NpConfirmation *confirmation, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *batch = dup_batch_text (self, confirmation);

  np_confirm_dialog_ask_async (get_window (self), confirmation, np_project_get_name (np_session_get_project (self->session)), batch,
                               is_practising (self), callback, user_data);
}

/* Takes the request. */
static void
request_start (Request *request)
{
  NpBenchStart *self = request->start;

  request->confirmation = ask (self, request->boards);
  if (request->confirmation != NULL)
    {
      show_confirmation (self, request->confirmation, confirmed_cb, request);
      return;
    }
  start_boards (self, request->boards, request->again);
  request_free (request);
}

void
np_bench_start_run (NpBenchStart *self, GPtrArray *boards)
{
  g_return_if_fail (NP_IS_BENCH_START (self));

  if (boards->len > 0)
    request_start (request_new (self, boards, FALSE));
}

static void
again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Request) request = user_data;

  if (np_ui_ask_finish (result))
    request_start (g_steal_pointer (&request));
}

/* @done: (nullable): its run is the one that has told */
static const char *
describe_again (const NpOutcome *done)
{
  if (done != NULL && done->verdict == NP_VERDICT_UNSURE)
    return _("Contact with this board was lost in a permanent step. Doing it again can use up another slot of its key store for ever. "
             "Its factory data are written anew; what was on it before is lost.");
  return _("This board has been provisioned already. Its factory data and keys are written anew; what was on it before is lost.");
}

void
np_bench_start_run_again (NpBenchStart *self, NpBoard *board)
{
  g_autoptr(GPtrArray) boards = g_ptr_array_new ();
  g_autofree char *heading = NULL;

  g_return_if_fail (NP_IS_BENCH_START (self) && NP_IS_BOARD (board));

  g_ptr_array_add (boards, board);
  heading = g_strdup_printf (_("Provision Port %u Again?"), np_board_get_number (board));
  np_ui_ask_async (get_window (self), heading, describe_again (np_session_find_done (self->session, board)), _("_Cancel"), _("_Provision Again"),
                   ADW_RESPONSE_DESTRUCTIVE, again_cb, request_new (self, boards, TRUE));
}

/* --- Boards that start as they are plugged in ---------------------------------- */

static void
switch_on (NpBenchStart *self)
{
  g_autoptr(GError) error = NULL;

  if (!np_auto_start_set_enabled (self->auto_start, TRUE, &error))
    np_ui_show_error (get_window (self), _("Boards Don’t Start by Themselves"), error);
}

static void
switch_on_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpBenchStart) self = user_data;

  if (np_confirm_dialog_ask_finish (result))
    switch_on (self);
}

static gboolean
does_something_for_ever (NpBenchStart *self)
{
  g_autoptr(NpPlan) plan = np_session_draft_plan (self->session);
  g_autofree char *permanent = plan != NULL ? np_plan_dup_permanent_text (plan) : NULL;

  return plan == NULL || permanent != NULL;
}

/* A recipe that only erases is asked about once, for all that will be plugged in. */
void
np_bench_start_set_auto_start (NpBenchStart *self, gboolean auto_start)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(NpConfirmation) confirmation = NULL;

  g_return_if_fail (NP_IS_BENCH_START (self));

  if (!auto_start)
    np_auto_start_set_enabled (self->auto_start, FALSE, NULL);
  else if (does_something_for_ever (self) || (confirmation = ask (self, none)) == NULL)
    switch_on (self);
  else
    show_confirmation (self, confirmation, switch_on_cb, g_object_ref (self));
}

gboolean
np_bench_start_get_auto_start (NpBenchStart *self)
{
  g_return_val_if_fail (NP_IS_BENCH_START (self), FALSE);

  return np_auto_start_get_enabled (self->auto_start);
}

static void
auto_start_changed_cb (NpBenchStart *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTO_START]);
}

static void
auto_start_failed_cb (NpBenchStart *self, const GError *error)
{
  np_ui_show_error (get_window (self), _("Boards No Longer Start by Themselves"), error);
}

/* --- Stopping -------------------------------------------------------------------- */

static gboolean
is_in_step (NpSession *session, NpBoard *board)
{
  return np_board_is_running (board) && np_board_get_step (board) != NULL && np_board_get_message (board) == NULL;
}

static void
append_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "\n%s", sentence);
  g_free (sentence);
}

char *
np_bench_start_dup_stop_text (NpSession *session)
{
  GListModel *bench = G_LIST_MODEL (np_session_get_bench (session));
  GString *text = g_string_new (_("Each board ends the step it is in; a write that has started is not interrupted."));
  guint n_waiting = np_session_get_n_waiting (session);
  guint n_in_step = 0;

  g_string_append_c (text, '\n');
  for (guint i = 0; i < g_list_model_get_n_items (bench); i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (bench, i);

      if (!is_in_step (session, board))
        n_waiting += np_board_is_running (board);
      else if (n_in_step++ < MAX_LISTED)
        append_sentence (text, g_strdup_printf (_("Port %u still finishes: %s."), np_board_get_number (board), np_board_get_step (board)));
    }
  if (n_in_step > MAX_LISTED)
    append_sentence (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "So does %u more board.", "So do %u more boards.", n_in_step - MAX_LISTED),
                                            n_in_step - MAX_LISTED));
  if (n_waiting > 0)
    append_sentence (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u board that waits is left as it is.",
                                                         "%u boards that wait are left as they are.", n_waiting),
                                            n_waiting));
  return g_string_free (text, FALSE);
}

/* --- The class --------------------------------------------------------------------- */

static void
np_bench_start_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_AUTO_START: np_bench_start_set_auto_start (NP_BENCH_START (object), g_value_get_boolean (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_start_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_AUTO_START: g_value_set_boolean (value, np_bench_start_get_auto_start (NP_BENCH_START (object))); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_start_finalize (GObject *object)
{
  NpBenchStart *self = NP_BENCH_START (object);

  np_auto_start_set_enabled (self->auto_start, FALSE, NULL);
  g_object_unref (self->auto_start);
  np_arming_free (self->arming);
  g_clear_weak_pointer (&self->widget);
  g_object_unref (self->settings);
  g_object_unref (self->session);
  G_OBJECT_CLASS (np_bench_start_parent_class)->finalize (object);
}

static void
np_bench_start_class_init (NpBenchStartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = np_bench_start_set_property;
  object_class->get_property = np_bench_start_get_property;
  object_class->finalize = np_bench_start_finalize;

  properties[PROP_AUTO_START]
      = g_param_spec_boolean ("auto-start", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
np_bench_start_init (NpBenchStart *self)
{
  self->settings = np_settings_new ();
}

NpBenchStart *
np_bench_start_new (NpSession *session, GtkWidget *widget)
{
  NpBenchStart *self;

  g_return_val_if_fail (NP_IS_SESSION (session) && GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (NP_TYPE_BENCH_START, NULL);
  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->widget, widget);
  self->arming = np_arming_new (session);
  self->auto_start = np_auto_start_new (session);
  g_signal_connect_object (self->auto_start, "notify::enabled", G_CALLBACK (auto_start_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->auto_start, "failed", G_CALLBACK (auto_start_failed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
