/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-boards-actions.h"
#include "np-bench-boards-private.h"
#include "np-board-card.h"
#include "np-board-menu.h"
#include "np-state-look.h"

/* The Wall View's largest word beside number and icon in three columns of a window of 1280 px; style.css has the same sizes. */
#define WALL_WORD_POINTS 40
#define WALL_WORD_WIDTH 262

enum
{
  PROP_SESSION = 1,
  PROP_LAYOUT,
  PROP_WALL,
  PROP_CAN_RUN,
  PROP_CHOSEN,
  N_PROPERTIES
};

enum
{
  SIGNAL_RUN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NpBenchBoards, np_bench_boards, ADW_TYPE_BIN)

gboolean
np_bench_boards_shows_list (NpBenchBoards *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->layouts), "list");
}

/* The chosen boards */

void
np_bench_boards_choose (NpBenchBoards *self, GPtrArray *statuses)
{
  for (guint i = 0; i < self->chosen->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->chosen, i), np_bench_boards_update_actions, self);
  g_ptr_array_unref (self->chosen);
  self->chosen = statuses;
  for (guint i = 0; i < statuses->len; i++)
    g_signal_connect_object (g_ptr_array_index (statuses, i), "notify::state", G_CALLBACK (np_bench_boards_update_actions), self, G_CONNECT_SWAPPED);
  np_bench_boards_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static void
choose_one (NpBenchBoards *self, NpBoardStatus *status)
{
  GPtrArray *statuses;

  if (self->chosen->len == 1 && g_ptr_array_index (self->chosen, 0) == status)
    return;
  statuses = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (statuses, g_object_ref (status));
  np_bench_boards_choose (self, statuses);
}

static void
selection_changed_cb (NpBenchBoards *self)
{
  np_bench_boards_choose (self, np_board_list_dup_selected (self->list));
}

static void
card_focused_cb (GtkEventController *controller, NpBenchBoards *self)
{
  choose_one (self, np_board_card_get_status (NP_BOARD_CARD (gtk_event_controller_get_widget (controller))));
}

static void
row_activated_cb (NpBenchBoards *self, NpBoardStatus *status)
{
  choose_one (self, status);
  gtk_widget_activate_action (GTK_WIDGET (self), "board.show-detail", NULL);
}

static void
card_activated_cb (NpBenchBoards *self, NpBoardCard *card)
{
  row_activated_cb (self, np_board_card_get_status (card));
}

/* The menu */

static void
show_menu_at (NpBenchBoards *self, const GdkRectangle *at)
{
  g_autoptr(GMenuModel) model = np_board_menu_new (self->chosen, np_bench_boards_shows_list (self), gtk_widget_get_direction (GTK_WIDGET (self)));

  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  np_bench_boards_update_actions (self);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* Chooses what is at a point. */
static gboolean
choose_at (NpBenchBoards *self, double x, double y)
{
  GtkWidget *widget;
  double inner_x, inner_y;

  if (np_bench_boards_shows_list (self))
    {
      gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (self->list), x, y, &inner_x, &inner_y);
      return np_board_list_pick (self->list, inner_x, inner_y);
    }
  widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  widget = widget != NULL ? gtk_widget_get_ancestor (widget, NP_TYPE_BOARD_CARD) : NULL;
  if (widget == NULL)
    return FALSE;
  gtk_widget_grab_focus (widget);
  choose_one (self, np_board_card_get_status (NP_BOARD_CARD (widget)));
  return TRUE;
}

static void
show_menu_of_point (NpBenchBoards *self, GtkGesture *gesture, double x, double y)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (choose_at (self, x, y))
    show_menu_at (self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static void
right_click_cb (GtkGestureClick *gesture, int n_press, double x, double y, NpBenchBoards *self)
{
  show_menu_of_point (self, GTK_GESTURE (gesture), x, y);
}

static void
long_press_cb (GtkGestureLongPress *gesture, double x, double y, NpBenchBoards *self)
{
  show_menu_of_point (self, GTK_GESTURE (gesture), x, y);
}

void
np_bench_boards_show_menu (NpBenchBoards *self)
{
  GtkRoot *root;
  GtkWidget *focus;
  graphene_rect_t bounds;

  g_return_if_fail (NP_IS_BENCH_BOARDS (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (self->chosen->len == 0 || focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
      || !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &bounds))
    return;
  show_menu_at (self, &(GdkRectangle) { (int) (bounds.origin.x + bounds.size.width / 3), (int) (bounds.origin.y + bounds.size.height / 2), 1, 1 });
}

/* The models */

static GtkWidget *
create_card (gpointer item, gpointer user_data)
{
  GtkWidget *card = np_board_card_new (NP_BOARD_STATUS (item));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "enter", G_CALLBACK (card_focused_cb), user_data);
  gtk_widget_add_controller (card, focus);
  return card;
}

/* Only what is shown has cards or rows. */
static void
show_boards (NpBenchBoards *self, gboolean list)
{
  GListModel *model = self->statuses != NULL ? np_bench_statuses_get_shown (self->statuses) : NULL;

  np_bench_boards_choose (self, g_ptr_array_new_with_free_func (g_object_unref));
  if (self->statuses != NULL)
    np_bench_statuses_restart (self->statuses);
  gtk_flow_box_bind_model (self->cards, list ? NULL : model, create_card, self, NULL);
  np_board_list_set_model (self->list, list ? model : NULL);
  gtk_stack_set_visible_child_name (self->layouts, list ? "list" : "cards");
}

static gboolean
wants_list (NpBenchBoards *self)
{
  return !self->wall && self->statuses != NULL
         && np_bench_layout_is_list (self->layout, g_list_model_get_n_items (np_bench_statuses_get_all (self->statuses)));
}

static void
update_layout (NpBenchBoards *self)
{
  gboolean list = wants_list (self);

  if (list != np_bench_boards_shows_list (self))
    show_boards (self, list);
}

static void
boards_changed_cb (NpBenchBoards *self)
{
  update_layout (self);
  np_bench_boards_update_actions (self);
}

/* The Wall View */

/* The same size for all: a card's word must not shrink when its state changes. */
static void
set_wall (NpBenchBoards *self, gboolean wall)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (wall == self->wall)
    return;
  self->wall = wall;
  gtk_widget_remove_css_class (widget, "wall");
  gtk_widget_remove_css_class (widget, "long-words");
  if (wall)
    gtk_widget_add_css_class (widget, "wall");
  if (wall && np_state_look_measure_words (widget, WALL_WORD_POINTS) > WALL_WORD_WIDTH)
    gtk_widget_add_css_class (widget, "long-words");
  update_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WALL]);
}

/* The class */

static void
np_bench_boards_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpBenchBoards *self = NP_BENCH_BOARDS (object);

  switch (property)
    {
    case PROP_SESSION: np_bench_boards_set_session (self, g_value_get_object (value)); break;
    case PROP_LAYOUT:
      if (self->layout == (NpBenchLayout) g_value_get_enum (value))
        break;
      self->layout = (NpBenchLayout) g_value_get_enum (value);
      update_layout (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_WALL: set_wall (self, g_value_get_boolean (value)); break;
    case PROP_CAN_RUN: np_bench_boards_set_can_run (self, g_value_get_boolean (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_boards_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpBenchBoards *self = NP_BENCH_BOARDS (object);

  switch (property)
    {
    case PROP_SESSION: g_value_set_object (value, self->session); break;
    case PROP_LAYOUT: g_value_set_enum (value, (int) self->layout); break;
    case PROP_WALL: g_value_set_boolean (value, self->wall); break;
    case PROP_CAN_RUN: g_value_set_boolean (value, self->can_run); break;
    case PROP_CHOSEN: g_value_set_object (value, np_bench_boards_get_chosen (self)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_boards_dispose (GObject *object)
{
  NpBenchBoards *self = NP_BENCH_BOARDS (object);

  if (self->layouts != NULL)
    np_bench_boards_set_session (self, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  adw_bin_set_child (ADW_BIN (self), NULL); /* GTK 4.8 would take it away without AdwBin's knowledge */
  gtk_widget_dispose_template (GTK_WIDGET (self), NP_TYPE_BENCH_BOARDS);
  G_OBJECT_CLASS (np_bench_boards_parent_class)->dispose (object);
}

static void
np_bench_boards_finalize (GObject *object)
{
  NpBenchBoards *self = NP_BENCH_BOARDS (object);

  g_ptr_array_unref (self->chosen);
  G_OBJECT_CLASS (np_bench_boards_parent_class)->finalize (object);
}

static void
np_bench_boards_class_init (NpBenchBoardsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = np_bench_boards_set_property;
  object_class->get_property = np_bench_boards_get_property;
  object_class->dispose = np_bench_boards_dispose;
  object_class->finalize = np_bench_boards_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, NP_TYPE_SESSION, flags);
  properties[PROP_LAYOUT] = g_param_spec_enum ("layout", NULL, NULL, NP_TYPE_BENCH_LAYOUT, NP_BENCH_LAYOUT_AUTOMATIC, flags);
  properties[PROP_WALL] = g_param_spec_boolean ("wall", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_RUN] = g_param_spec_boolean ("can-run", NULL, NULL, FALSE, flags);
  properties[PROP_CHOSEN] = g_param_spec_object ("chosen", NULL, NULL, NP_TYPE_BOARD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_RUN]
      = g_signal_new ("run", NP_TYPE_BENCH_BOARDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  g_type_ensure (NP_TYPE_BOARD_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-bench-boards.ui");
  gtk_widget_class_bind_template_child (widget_class, NpBenchBoards, layouts);
  gtk_widget_class_bind_template_child (widget_class, NpBenchBoards, cards);
  gtk_widget_class_bind_template_child (widget_class, NpBenchBoards, list);
  gtk_widget_class_bind_template_callback (widget_class, right_click_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  np_bench_boards_actions_install (widget_class);
}

static void
np_bench_boards_init (NpBenchBoards *self)
{
  self->chosen = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  np_bench_boards_update_actions (self);
}

void
np_bench_boards_set_session (NpBenchBoards *self, NpSession *session)
{
  g_return_if_fail (NP_IS_BENCH_BOARDS (self));
  g_return_if_fail (session == NULL || NP_IS_SESSION (session));

  if (session == self->session)
    return;
  g_set_object (&self->session, session);
  if (self->statuses != NULL)
    g_signal_handlers_disconnect_by_data (np_bench_statuses_get_all (self->statuses), self);
  g_clear_object (&self->statuses);
  if (session != NULL)
    {
      self->statuses = np_bench_statuses_new (session);
      g_signal_connect_swapped (np_bench_statuses_get_all (self->statuses), "items-changed", G_CALLBACK (boards_changed_cb), self);
    }
  show_boards (self, wants_list (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

void
np_bench_boards_set_can_run (NpBenchBoards *self, gboolean can_run)
{
  g_return_if_fail (NP_IS_BENCH_BOARDS (self));

  if (can_run == self->can_run)
    return;
  self->can_run = can_run;
  np_bench_boards_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_RUN]);
}

NpBoard *
np_bench_boards_get_chosen (NpBenchBoards *self)
{
  g_return_val_if_fail (NP_IS_BENCH_BOARDS (self), NULL);
  return self->chosen->len > 0 ? np_board_status_get_board (g_ptr_array_index (self->chosen, 0)) : NULL;
}

GListModel *
np_bench_boards_get_statuses (NpBenchBoards *self)
{
  g_return_val_if_fail (NP_IS_BENCH_BOARDS (self), NULL);
  return self->statuses != NULL ? np_bench_statuses_get_all (self->statuses) : NULL;
}

void
np_bench_boards_mark (NpBenchBoards *self, NpBoard *board)
{
  GListModel *statuses;

  g_return_if_fail (NP_IS_BENCH_BOARDS (self));

  statuses = np_bench_boards_get_statuses (self);
  for (guint i = 0; statuses != NULL && i < g_list_model_get_n_items (statuses); i++)
    {
      g_autoptr(NpBoardStatus) status = g_list_model_get_item (statuses, i);

      np_board_status_set_in_detail (status, board != NULL && np_board_status_get_board (status) == board);
    }
}

gboolean
np_bench_boards_focus_port (NpBenchBoards *self, guint number)
{
  g_autoptr(NpBoardStatus) status = NULL;
  GtkFlowBoxChild *card;

  g_return_val_if_fail (NP_IS_BENCH_BOARDS (self), FALSE);

  if (number == 0 || self->statuses == NULL)
    return FALSE;
  status = g_list_model_get_item (np_bench_statuses_get_all (self->statuses), number - 1);
  if (status == NULL)
    return FALSE;
  if (np_bench_boards_shows_list (self))
    return np_board_list_focus (self->list, np_board_status_get_board (status));
  card = gtk_flow_box_get_child_at_index (self->cards, (int) number - 1);
  return card != NULL && gtk_widget_grab_focus (GTK_WIDGET (card));
}
