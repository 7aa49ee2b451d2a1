/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-board-card.h"
#include "np-state-look.h"

struct _NpBoardCard
{
  GtkFlowBoxChild parent_instance;

  NpBoardStatus *status;
};

enum
{
  PROP_STATUS = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpBoardCard, np_board_card, GTK_TYPE_FLOW_BOX_CHILD)

/* What the card shows: pure functions, bound in the template. */

static char **
face_classes (NpBoardCard *self, NpBoardState state, gboolean in_detail)
{
  const char *classes[] = { "card", "board", np_state_look_get (state)->css_class, in_detail ? "in-detail" : NULL, NULL };

  return g_strdupv ((char **) classes);
}

static char *
number_text (NpBoardCard *self, guint number)
{
  return g_strdup_printf ("%u", number);
}

static char *
state_icon (NpBoardCard *self, NpBoardState state)
{
  return g_strdup (np_state_look_get (state)->icon);
}

static char *
state_word (NpBoardCard *self, NpBoardState state)
{
  return g_strdup (np_state_look_get_word (state));
}

static gboolean
is_text (NpBoardCard *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static void
update_spoken (NpBoardCard *self)
{
  np_board_status_speak (self->status, GTK_ACCESSIBLE (self));
}

/* Dragging */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, NpBoardCard *self)
{
  return gdk_content_provider_new_typed (NP_TYPE_BOARD, np_board_status_get_board (self->status));
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, NpBoardCard *self)
{
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, NpBoardCard *self)
{
  NpBoard *board = g_value_get_object (value);
  NpBoard *here = np_board_status_get_board (self->status);
  g_autoptr(NpSession) session = NULL;

  g_object_get (self->status, "session", &session, NULL);
  if (board == NULL || board == here || session == NULL)
    return FALSE;
  np_bench_move_board (np_session_get_bench (session), board, np_board_get_number (here));
  return TRUE;
}

static void
add_dragging (NpBoardCard *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (NP_TYPE_BOARD, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* The class */

static void
np_board_card_constructed (GObject *object)
{
  NpBoardCard *self = NP_BOARD_CARD (object);

  G_OBJECT_CLASS (np_board_card_parent_class)->constructed (object);

  g_signal_connect_object (self->status, "notify::spoken", G_CALLBACK (update_spoken), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->status, "notify::explanation", G_CALLBACK (update_spoken), self, G_CONNECT_SWAPPED);
  update_spoken (self);
  add_dragging (self);
}

static void
np_board_card_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpBoardCard *self = NP_BOARD_CARD (object);

  switch (property)
    {
    case PROP_STATUS: self->status = g_value_dup_object (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_board_card_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpBoardCard *self = NP_BOARD_CARD (object);

  switch (property)
    {
    case PROP_STATUS: g_value_set_object (value, self->status); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_board_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_BOARD_CARD);
  G_OBJECT_CLASS (np_board_card_parent_class)->dispose (object);
}

static void
np_board_card_finalize (GObject *object)
{
  g_object_unref (NP_BOARD_CARD (object)->status);
  G_OBJECT_CLASS (np_board_card_parent_class)->finalize (object);
}

static void
np_board_card_class_init (NpBoardCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = np_board_card_constructed;
  object_class->set_property = np_board_card_set_property;
  object_class->get_property = np_board_card_get_property;
  object_class->dispose = np_board_card_dispose;
  object_class->finalize = np_board_card_finalize;

  properties[PROP_STATUS] = g_param_spec_object ("status", NULL, NULL, NP_TYPE_BOARD_STATUS,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-board-card.ui");
  gtk_widget_class_bind_template_callback (widget_class, face_classes);
  gtk_widget_class_bind_template_callback (widget_class, number_text);
  gtk_widget_class_bind_template_callback (widget_class, state_icon);
  gtk_widget_class_bind_template_callback (widget_class, state_word);
  gtk_widget_class_bind_template_callback (widget_class, is_text);
}

static void
np_board_card_init (NpBoardCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
np_board_card_new (NpBoardStatus *status)
{
  g_return_val_if_fail (NP_IS_BOARD_STATUS (status), NULL);
  return g_object_new (NP_TYPE_BOARD_CARD, "status", status, NULL);
}

NpBoardStatus *
np_board_card_get_status (NpBoardCard *self)
{
  g_return_val_if_fail (NP_IS_BOARD_CARD (self), NULL);
  return self->status;
}
