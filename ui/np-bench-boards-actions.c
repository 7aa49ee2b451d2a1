/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-bench-boards-actions.h"
#include "np-bench-boards-private.h"
#include "np-board-report.h"
#include "np-port-naming.h"

/* What can be done with the chosen boards */

static GPtrArray *
dup_chosen_among (NpBenchBoards *self, GPtrArray *(*dup_boards) (NpSession *session))
{
  g_autoptr(GPtrArray) candidates = dup_boards (self->session);
  GPtrArray *boards = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->chosen->len; i++)
    {
      NpBoard *board = np_board_status_get_board (g_ptr_array_index (self->chosen, i));

      if (g_ptr_array_find (candidates, board, NULL))
        g_ptr_array_add (boards, g_object_ref (board));
    }
  return boards;
}

static gboolean
has_chosen_among (NpBenchBoards *self, GPtrArray *(*dup_boards) (NpSession *session))
{
  g_autoptr(GPtrArray) boards = dup_chosen_among (self, dup_boards);

  return boards->len > 0;
}

/* For what makes sense for one board alone. */
static NpBoard *
get_single (NpBenchBoards *self)
{
  return self->session != NULL && self->chosen->len == 1 ? np_board_status_get_board (g_ptr_array_index (self->chosen, 0)) : NULL;
}

static gboolean
can_move (NpBenchBoards *self, int by)
{
  NpBoard *board = get_single (self);
  int number = board != NULL ? (int) np_board_get_number (board) + by : 0;

  return number >= 1 && number <= (int) g_list_model_get_n_items (np_bench_boards_get_statuses (self));
}

void
np_bench_boards_update_actions (NpBenchBoards *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  NpBoard *single = get_single (self);
  gboolean can_run = self->session != NULL && self->can_run;

  gtk_widget_action_set_enabled (widget, "board.write", can_run && has_chosen_among (self, np_session_dup_pending_boards));
  gtk_widget_action_set_enabled (widget, "board.retry", can_run && has_chosen_among (self, np_session_dup_failed_boards));
  gtk_widget_action_set_enabled (widget, "board.show-detail", single != NULL);
  gtk_widget_action_set_enabled (widget, "board.name", single != NULL);
  gtk_widget_action_set_enabled (widget, "board.move-before", can_move (self, -1));
  gtk_widget_action_set_enabled (widget, "board.move-after", can_move (self, 1));
  gtk_widget_action_set_enabled (widget, "board.forget", single != NULL && np_board_get_state (single) == NP_BOARD_STATE_EMPTY);
  gtk_widget_action_set_enabled (widget, "board.copy-details", self->chosen->len > 0);
}

static void
run_chosen (NpBenchBoards *self, GPtrArray *(*dup_boards) (NpSession *session))
{
  g_autoptr(GPtrArray) boards = dup_chosen_among (self, dup_boards);

  g_signal_emit_by_name (self, "run", boards);
}

static void
write_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  run_chosen (NP_BENCH_BOARDS (widget), np_session_dup_pending_boards);
}

static void
retry_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  run_chosen (NP_BENCH_BOARDS (widget), np_session_dup_failed_boards);
}

static void
name_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchBoards *self = NP_BENCH_BOARDS (widget);

  np_port_naming_start (GTK_WINDOW (gtk_widget_get_root (widget)), np_session_get_bench (self->session), get_single (self));
}

static void
move_by (NpBenchBoards *self, int by)
{
  NpBoard *board = get_single (self);
  guint number = (guint) ((int) np_board_get_number (board) + by);

  /* The card goes and comes: GTK would move the focus off it with the next frame. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  np_bench_move_board (np_session_get_bench (self->session), board, number);
  np_bench_boards_focus_port (self, number);
}

static void
move_before_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_by (NP_BENCH_BOARDS (widget), -1);
}

static void
move_after_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_by (NP_BENCH_BOARDS (widget), 1);
}

static void
forget_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchBoards *self = NP_BENCH_BOARDS (widget);
  g_autoptr(NpBoard) board = g_object_ref (get_single (self));
  guint number = np_board_get_number (board);

  np_bench_boards_choose (self, g_ptr_array_new_with_free_func (g_object_unref));
  /* As when it is moved. The board that takes its place is gone to, else the last one. */
  gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
  np_bench_forget_board (np_session_get_bench (self->session), board);
  if (!np_bench_boards_focus_port (self, number))
    np_bench_boards_focus_port (self, number - 1);
}

/* The page around the bench has it. */
static void
show_detail_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBoard *board = get_single (NP_BENCH_BOARDS (widget));

  gtk_widget_activate_action (widget, "bench-page.show-detail", "s", np_board_get_probe_serial (board));
}

static void
copy_details_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchBoards *self = NP_BENCH_BOARDS (widget);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->chosen->len; i++)
    {
      g_autofree char *report = np_board_report_dup_all (self->session, np_board_status_get_board (g_ptr_array_index (self->chosen, i)));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", report);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  np_bench_boards_show_menu (NP_BENCH_BOARDS (widget));
  return GDK_EVENT_STOP;
}

/* "Before" is to the left, but in right-to-left text; in a list it is up. */
static gboolean
move_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && !np_bench_boards_shows_list (NP_BENCH_BOARDS (widget));
  gboolean before = g_variant_get_boolean (arguments) != mirrored;

  return gtk_widget_activate_action (widget, before ? "board.move-before" : "board.move-after", NULL);
}

void
np_bench_boards_actions_install (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "board.write", write_action },
    { "board.retry", retry_action },
    { "board.name", name_action },
    { "board.move-before", move_before_action },
    { "board.move-after", move_after_action },
    { "board.forget", forget_action },
    { "board.show-detail", show_detail_action },
    { "board.copy-details", copy_details_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK | GDK_SHIFT_MASK, move_key_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK, move_key_cb, "b", FALSE);
}
