/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bench/np-board-read.h"
#include "np-board-data.h"
#include "np-board-detail.h"
#include "np-board-report.h"
#include "np-log-view.h"
#include "np-memory-map.h"
#include "np-state-look.h"
#include "np-step-list.h"
#include "np-target-list.h"
#include "np-text.h"

/* The most that is read of a range whose end is far or not known; the largest image of all fields is smaller. */
#define MAX_READ_SIZE 16384

struct _NpBoardDetail
{
  AdwBin parent_instance;

  NpSession *session;
  NpBoard *board;
  NpPlan *draft; /* of a chip that has had no run */
  gboolean folded;
  gboolean can_run;

  GCancellable *reading; /* while the board is being read for us */
  GBytes *read_bytes;    /* by the user's wish; newer than what the last run read */
  GError *read_error;

  GtkWidget *back_button;
  GtkWidget *close_button;
  GtkLabel *name;
  GtkLabel *origin;
  GtkWidget *card;
  GtkImage *state_icon;
  GtkLabel *word;
  GtkLabel *code;
  GtkLabel *title;
  GtkLabel *body;
  GtkButton *run_button;
  AdwViewStack *pages;
  NpStepList *step_list;
  NpLogView *log_view;
  GtkLabel *data_origin;
  NpBoardData *board_data;
  NpMemoryMap *memory_map;
  GtkLabel *target_origin;
  NpTargetList *target_list;
};

enum
{
  PROP_FOLDED = 1,
  PROP_CAN_RUN,
  N_PROPERTIES
};

enum
{
  SIGNAL_CLOSE,
  SIGNAL_RUN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NpBoardDetail, np_board_detail, ADW_TYPE_BIN)

/* What is known */

static NpPlan *
get_plan (NpBoardDetail *self)
{
  NpRun *run = np_session_get_run (self->session, self->board);

  return run != NULL ? np_run_get_plan (run) : self->draft;
}

static const NpPlatform *
get_platform (NpBoardDetail *self)
{
  const NpPlatform *platform = np_project_get_recipe (np_session_get_project (self->session))->platform;

  return platform != NULL ? platform : np_board_get_platform (self->board);
}

static guint32
get_data_address (NpBoardDetail *self)
{
  NpPlan *plan = get_plan (self);
  const NpPlatform *platform = get_platform (self);

  if (plan != NULL)
    return np_plan_get_recipe (plan)->factory_data_address;
  return platform != NULL ? np_platform_get_factory_data_range (platform)->start : 0;
}

/* The head */

static const char *
get_run_label (NpBoardDetail *self)
{
  NpOutcome *outcome = np_session_get_outcome (self->session, self->board);

  switch (np_session_get_board_state (self->session, self->board, NULL))
    {
    case NP_BOARD_STATE_READY:
    case NP_BOARD_STATE_STOP: return _("_Write This Board");
    case NP_BOARD_STATE_FAIL:
      return outcome != NULL && g_error_matches (outcome->error, NP_ERROR, NP_ERROR_VERIFY) ? _("_Write Again") : _("_Retry");
    case NP_BOARD_STATE_EMPTY:
    case NP_BOARD_STATE_CHECK:
    case NP_BOARD_STATE_BLOCK:
    case NP_BOARD_STATE_BUSY:
    case NP_BOARD_STATE_ACTION:
    case NP_BOARD_STATE_PASS:
    case NP_BOARD_STATE_UNSURE: return NULL;
    }
  g_return_val_if_reached (NULL);
}

static void
update_actions (NpBoardDetail *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *label = get_run_label (self);
  gboolean can_run = self->can_run && !np_session_is_running (self->session);
  gboolean there = np_board_get_state (self->board) != NP_BOARD_STATE_EMPTY && np_board_get_state (self->board) != NP_BOARD_STATE_CHECK;

  gtk_widget_set_visible (GTK_WIDGET (self->run_button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->run_button, label);
  gtk_widget_action_set_enabled (widget, "detail.run", label != NULL && can_run && np_session_judge_board (self->session, self->board, NULL));
  gtk_widget_action_set_enabled (widget, "detail.read",
                                 there && !np_board_is_running (self->board) && !np_board_is_reading (self->board)
                                   && np_bench_get_programmer (np_session_get_bench (self->session)) != NULL && get_data_address (self) != 0);
}

static void
update_head (NpBoardDetail *self)
{
  NpBoardState state = np_session_get_board_state (self->session, self->board, NULL);
  NpOutcome *outcome = np_session_get_outcome (self->session, self->board);
  gboolean failed = state == NP_BOARD_STATE_FAIL || state == NP_BOARD_STATE_UNSURE;
  const char *classes[] = { "card", "board", "detail-card", np_state_look_get (state)->css_class, NULL };
  g_autofree char *title = np_board_report_dup_title (self->session, self->board);
  g_autofree char *body = np_board_report_dup_body (self->session, self->board);

  gtk_widget_set_css_classes (self->card, classes);
  gtk_image_set_from_icon_name (self->state_icon, np_state_look_get (state)->icon);
  gtk_label_set_text (self->word, np_state_look_get_word (state));
  gtk_label_set_text (self->code, failed && outcome != NULL && outcome->code != NULL ? outcome->code : "");
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->body, body);
  gtk_widget_set_visible (GTK_WIDGET (self->body), *body != '\0');
  update_actions (self);
}

static void
update_name (NpBoardDetail *self)
{
  g_autofree char *name = g_strdup_printf (_("Port %u"), np_board_get_number (self->board));
  g_autofree char *probe = np_text_dup_probe (np_board_get_probe_serial (self->board));
  const char *board_name = np_board_get_board_name (self->board);
  /* Translators: a board's name and its probe: "STM32WBA65I-DK1 · ST-LINK …3A41" */
  g_autofree char *origin = board_name != NULL ? g_strdup_printf (C_("board and probe", "%s · %s"), board_name, probe) : g_strdup (probe);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->origin, origin);
}

/* Factory data, memory and target */

static void
update_data (NpBoardDetail *self)
{
  NpRun *run = np_session_get_run (self->session, self->board);
  NpPlan *plan = get_plan (self);
  NpImage *image = plan != NULL ? np_plan_get_image (plan) : NULL;
  GBytes *run_bytes = run != NULL ? np_run_get_read_back (run) : NULL;
  gboolean asked = self->read_bytes != NULL || self->read_error != NULL;
  const char *origin = _("Reading changes nothing on the board.");

  if (self->reading != NULL)
    origin = _("Reading the board…");
  else if (asked)
    origin = _("Read just now, while the board’s firmware ran on.");
  else if (run_bytes != NULL)
    origin = _("As the last run read it back.");
  gtk_label_set_text (self->data_origin, origin);
  np_board_data_set (self->board_data, image, get_data_address (self), asked ? self->read_bytes : run_bytes, self->read_error);
  np_memory_map_set (self->memory_map, get_platform (self),
                     plan != NULL ? np_plan_get_recipe (plan) : np_project_get_recipe (np_session_get_project (self->session)),
                     image != NULL ? g_bytes_get_size (np_image_get_bytes (image)) : 0);
  gtk_label_set_text (self->target_origin, self->reading != NULL ? _("Reading the board…") : _("Voltage and option bytes are told by a fresh look."));
}

static void
forget_reading (NpBoardDetail *self)
{
  g_clear_pointer (&self->read_bytes, g_bytes_unref);
  g_clear_error (&self->read_error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpBoardDetail) self = user_data;
  g_autoptr(NpProgrammerOutput) output = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = np_board_read_finish (NP_BOARD (source), result, &output, &error);

  /* Closed meanwhile, or showing another board. */
  if (NP_BOARD (source) != self->board || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  forget_reading (self);
  self->read_bytes = g_steal_pointer (&bytes);
  self->read_error = g_steal_pointer (&error);
  if (output != NULL)
    np_target_list_set_output (self->target_list, output);
  update_data (self);
  update_actions (self);
}

static guint32
get_read_size (NpBoardDetail *self, guint32 address)
{
  const NpPlatform *platform = get_platform (self);
  const NpMemoryRange *range = platform != NULL ? np_platform_get_factory_data_range (platform) : NULL;

  if (range == NULL || range->end < address)
    return MAX_READ_SIZE;
  return MIN (range->end - address + 1, MAX_READ_SIZE);
}

static char *
dup_loader (NpBoardDetail *self)
{
  const NpRecipe *recipe = np_project_get_recipe (np_session_get_project (self->session));
  g_autoptr(GPtrArray) loaders = NULL;

  if (recipe->platform == NULL || !np_recipe_is_external (recipe, get_data_address (self)))
    return NULL;
  loaders = np_programmer_find_loaders (np_bench_get_programmer (np_session_get_bench (self->session)));
  return np_recipe_find_loader (recipe, loaders);
}

static void
read_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBoardDetail *self = NP_BOARD_DETAIL (widget);
  guint32 address = get_data_address (self);
  g_autofree char *loader = dup_loader (self);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  np_board_read_async (self->board, np_bench_get_programmer (np_session_get_bench (self->session)), address, get_read_size (self, address), loader,
                       self->reading, read_cb, g_object_ref (self));
  update_data (self);
}

/* Following the board */

static void
state_changed_cb (NpBoardDetail *self)
{
  NpBoardState state = np_board_get_state (self->board);

  /* Another chip may be there next time, and a run changes what was read. */
  if (state == NP_BOARD_STATE_EMPTY || np_board_is_running (self->board))
    {
      forget_reading (self);
      np_target_list_set_output (self->target_list, NULL);
      update_data (self);
    }
  else if (state == NP_BOARD_STATE_READY || state == NP_BOARD_STATE_BLOCK)
    update_data (self); /* which chip is there is known by now: the last run may have been another's */
  update_head (self);
}

static void
board_waiting_cb (NpBoardDetail *self, NpBoard *board)
{
  if (board == self->board)
    update_head (self);
}

static void
board_finished_cb (NpBoardDetail *self, NpBoard *board)
{
  if (board != self->board)
    return;
  update_head (self);
  update_data (self);
}

static void
forget_board (NpBoardDetail *self)
{
  if (self->board == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  forget_reading (self);
  g_signal_handlers_disconnect_by_data (self->board, self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_pointer (&self->draft, np_plan_unref);
  g_clear_object (&self->board);
  g_clear_object (&self->session);
}

static void
follow_board (NpBoardDetail *self)
{
  static const struct
  {
    const char *signal;
    void (*handler) (NpBoardDetail *self);
  } causes[] = {
    { "notify::state", state_changed_cb },       { "notify::message", update_head },    { "notify::step-number", update_head },
    { "notify::target-id", update_head },        { "notify::reading", update_head },    { "notify::number", update_name },
    { "notify::board-name", update_name },       { "notify::probe-serial", update_name },
  };

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_swapped (self->board, causes[i].signal, G_CALLBACK (causes[i].handler), self);
  g_signal_connect_swapped (self->session, "notify::running", G_CALLBACK (update_actions), self);
  g_signal_connect_swapped (self->session, "board-waiting", G_CALLBACK (board_waiting_cb), self);
  g_signal_connect_swapped (self->session, "board-finished", G_CALLBACK (board_finished_cb), self);
}

void
np_board_detail_set_board (NpBoardDetail *self, NpSession *session, NpBoard *board)
{
  g_autofree char *log_folder = NULL;

  g_return_if_fail (NP_IS_BOARD_DETAIL (self));
  g_return_if_fail ((session == NULL) == (board == NULL));

  if (board == self->board && session == self->session)
    return;
  forget_board (self);
  if (board != NULL)
    {
      self->session = g_object_ref (session);
      self->board = g_object_ref (board);
      self->draft = np_session_draft_plan (session);
      log_folder = np_project_dup_log_folder (np_session_get_project (session));
      follow_board (self);
      update_name (self);
      update_head (self);
      update_data (self);
    }
  np_step_list_set_board (self->step_list, session, board, self->draft);
  np_log_view_set_board (self->log_view, board, log_folder);
  np_target_list_set_board (self->target_list, board);
}

void
np_board_detail_draft_again (NpBoardDetail *self)
{
  g_return_if_fail (NP_IS_BOARD_DETAIL (self));

  if (self->board == NULL)
    return;
  g_clear_pointer (&self->draft, np_plan_unref);
  self->draft = np_session_draft_plan (self->session);
  np_step_list_set_draft (self->step_list, self->draft);
  update_head (self);
  update_data (self);
}

NpBoard *
np_board_detail_get_board (NpBoardDetail *self)
{
  g_return_val_if_fail (NP_IS_BOARD_DETAIL (self), NULL);
  return self->board;
}

void
np_board_detail_show_page (NpBoardDetail *self, const char *name)
{
  g_return_if_fail (NP_IS_BOARD_DETAIL (self));

  adw_view_stack_set_visible_child_name (self->pages, name);
}

/* Actions */

static void
close_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_CLOSE], 0);
}

static void
run_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_RUN], 0, np_board_get_probe_serial (NP_BOARD_DETAIL (widget)->board));
}

static void
copy_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBoardDetail *self = NP_BOARD_DETAIL (widget);
  g_autofree char *text = np_board_report_dup_all (self->session, self->board);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
find_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBoardDetail *self = NP_BOARD_DETAIL (widget);

  np_board_detail_show_page (self, "log");
  np_log_view_find (self->log_view);
}

static void
show_log_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_board_detail_show_page (NP_BOARD_DETAIL (widget), "log");
}

/* The class */

static void
set_can_run (NpBoardDetail *self, gboolean can_run)
{
  if (can_run == self->can_run)
    return;
  self->can_run = can_run;
  if (self->board != NULL)
    update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_RUN]);
}

static void
np_board_detail_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpBoardDetail *self = NP_BOARD_DETAIL (object);

  switch (property)
    {
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      gtk_widget_set_visible (self->back_button, self->folded);
      gtk_widget_set_visible (self->close_button, !self->folded);
      break;
    case PROP_CAN_RUN: set_can_run (self, g_value_get_boolean (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_board_detail_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_FOLDED: g_value_set_boolean (value, NP_BOARD_DETAIL (object)->folded); break;
    case PROP_CAN_RUN: g_value_set_boolean (value, NP_BOARD_DETAIL (object)->can_run); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_board_detail_dispose (GObject *object)
{
  forget_board (NP_BOARD_DETAIL (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_BOARD_DETAIL);
  G_OBJECT_CLASS (np_board_detail_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-board-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, back_button);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, close_button);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, name);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, origin);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, card);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, state_icon);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, word);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, code);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, title);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, body);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, run_button);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, pages);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, step_list);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, log_view);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, data_origin);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, board_data);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, memory_map);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, target_origin);
  gtk_widget_class_bind_template_child (widget_class, NpBoardDetail, target_list);
}

static void
np_board_detail_class_init (NpBoardDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = np_board_detail_set_property;
  object_class->get_property = np_board_detail_get_property;
  object_class->dispose = np_board_detail_dispose;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_RUN]
      = g_param_spec_boolean ("can-run", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CLOSE] = g_signal_new ("close", NP_TYPE_BOARD_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RUN] = g_signal_new ("run", NP_TYPE_BOARD_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (NP_TYPE_STEP_LIST);
  g_type_ensure (NP_TYPE_LOG_VIEW);
  g_type_ensure (NP_TYPE_BOARD_DATA);
  g_type_ensure (NP_TYPE_MEMORY_MAP);
  g_type_ensure (NP_TYPE_TARGET_LIST);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "detail.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "detail.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "detail.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "detail.read", NULL, read_action);
  gtk_widget_class_install_action (widget_class, "detail.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "detail.show-log", NULL, show_log_action);
}

static void
np_board_detail_init (NpBoardDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
