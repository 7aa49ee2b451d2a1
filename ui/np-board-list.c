/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-board-list.h"
#include "np-state-look.h"

struct _NpBoardList
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GtkSortListModel *sorted;
  GtkMultiSelection *selection;
};

enum
{
  PROP_MODEL = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_SELECTION_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

#define ROW_KEY "row" /* of a cell: its GtkListItem */

G_DEFINE_FINAL_TYPE (NpBoardList, np_board_list, ADW_TYPE_BIN)

/* Cells: each looks at a property of its row's status. */

static GtkExpression *
item_property (const char *property)
{
  GtkExpression *item = gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item");

  return gtk_property_expression_new (NP_TYPE_BOARD_STATUS, item, property);
}

/* Only when it is asked for: GTK asks the display where the pointer is each time a tooltip's text is set, and waits for the answer. */
static gboolean
query_tooltip_cb (GtkLabel *label, int x, int y, gboolean keyboard_mode, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

static GtkWidget *
make_text_cell (GtkListItem *item, const char *property)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_expression_bind (item_property (property), label, "label", item);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  return label;
}

/* What tells one from the other is at the end. */
static GtkWidget *
make_probe_cell (GtkListItem *item, const char *property)
{
  GtkWidget *label = make_text_cell (item, property);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  return label;
}

static GtkWidget *
make_number_cell (GtkListItem *item, const char *property)
{
  GtkWidget *label = make_text_cell (item, property);

  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static char *
state_icon (GObject *this, NpBoardState state)
{
  return g_strdup (np_state_look_get (state)->icon);
}

static char *
state_word (GObject *this, NpBoardState state)
{
  return g_strdup (np_state_look_get_word (state));
}

static char **
state_classes (GObject *this, NpBoardState state)
{
  const char *classes[] = { "boardstate", np_state_look_get (state)->css_class, NULL };

  return g_strdupv ((char **) classes);
}

static void
bind_state (GtkListItem *item, GtkWidget *target, const char *property, GType type, GCallback function)
{
  GtkExpression *parameters[] = { item_property ("state") };

  gtk_expression_bind (gtk_cclosure_expression_new (type, NULL, 1, parameters, function, NULL, NULL), target, property, item);
}

static GtkWidget *
make_state_cell (GtkListItem *item, const char *property)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *word = gtk_label_new (NULL);

  gtk_widget_add_css_class (word, "heading");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), word);
  bind_state (item, icon, "icon-name", G_TYPE_STRING, G_CALLBACK (state_icon));
  bind_state (item, word, "label", G_TYPE_STRING, G_CALLBACK (state_word));
  bind_state (item, box, "css-classes", G_TYPE_STRV, G_CALLBACK (state_classes));
  return box;
}

static GtkWidget *
make_progress_cell (GtkListItem *item, const char *property)
{
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress"), -1);
  gtk_expression_bind (item_property (property), bar, "fraction", item);
  return bar;
}

static GtkSorter *
make_number_sorter (const char *property)
{
  return GTK_SORTER (gtk_numeric_sorter_new (gtk_property_expression_new (NP_TYPE_BOARD_STATUS, NULL, property)));
}

static guint
get_rank (NpBoardStatus *status)
{
  return (guint) np_board_status_get_state (status);
}

static GtkSorter *
make_state_sorter (const char *property)
{
  return GTK_SORTER (gtk_numeric_sorter_new (gtk_cclosure_expression_new (G_TYPE_UINT, NULL, 0, NULL, G_CALLBACK (get_rank), NULL, NULL)));
}

static GtkSorter *
make_text_sorter (const char *property)
{
  return GTK_SORTER (gtk_string_sorter_new (gtk_property_expression_new (NP_TYPE_BOARD_STATUS, NULL, property)));
}

typedef struct
{
  const char *title;
  const char *property; /* what it shows */
  const char *sort_by;
  GtkWidget *(*make_cell) (GtkListItem *item, const char *property);
  GtkSorter *(*make_sorter) (const char *property);
  int width;
  gboolean expands;
} Column;

/* What matters first: in a narrow window the last ones are scrolled to. */
static const Column columns[] = {
  { N_("Port"), "port", "number", make_number_cell, make_number_sorter, 90, FALSE },
  { N_("State"), "state", "state", make_state_cell, make_state_sorter, 110, FALSE },
  { N_("Message"), "message", "message", make_text_cell, make_text_sorter, 300, TRUE },
  { N_("Step"), "step", "step", make_text_cell, make_text_sorter, 180, FALSE },
  { N_("Progress"), "progress", "progress", make_progress_cell, make_number_sorter, 110, FALSE },
  { N_("Time"), "time", "elapsed", make_number_cell, make_number_sorter, 70, FALSE },
  { N_("Target"), "target", "target", make_text_cell, make_text_sorter, 170, FALSE },
  { N_("Probe"), "origin", "origin", make_probe_cell, make_text_sorter, 130, FALSE },
};

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Column *column)
{
  GtkWidget *cell = column->make_cell (item, column->property);

  g_object_set_data (G_OBJECT (cell), ROW_KEY, item);
  gtk_list_item_set_child (item, cell);
}

/* A row is spoken as one sentence, as a card is. GTK 4.8 hands no row out: it is around the cell, which is around what we made. */
static void
update_spoken (GtkListItem *item)
{
  GtkWidget *cell = gtk_widget_get_parent (gtk_list_item_get_child (item));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;

  if (row != NULL && gtk_list_item_get_item (item) != NULL)
    np_board_status_speak (gtk_list_item_get_item (item), GTK_ACCESSIBLE (row));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  NpBoardStatus *status = gtk_list_item_get_item (item);

  g_signal_connect_object (status, "notify::spoken", G_CALLBACK (update_spoken), item, G_CONNECT_SWAPPED);
  g_signal_connect_object (status, "notify::explanation", G_CALLBACK (update_spoken), item, G_CONNECT_SWAPPED);
  update_spoken (item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), update_spoken, item);
}

static void
add_column (NpBoardList *self, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) view_column = gtk_column_view_column_new (_(column->title), factory);
  g_autoptr(GtkSorter) sorter = column->make_sorter (column->sort_by);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  if (column == &columns[0]) /* one cell of a row is enough to find the row */
    {
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
    }
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_fixed_width (view_column, column->width);
  gtk_column_view_column_set_expand (view_column, column->expands);
  gtk_column_view_append_column (self->view, view_column);
}

/* Selection */

static void
activate_cb (NpBoardList *self, guint position)
{
  g_autoptr(NpBoardStatus) status = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (status != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, status);
}

static void
selection_changed_cb (NpBoardList *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

GPtrArray *
np_board_list_dup_selected (NpBoardList *self)
{
  GPtrArray *selected = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_rows;

  g_return_val_if_fail (NP_IS_BOARD_LIST (self), selected);

  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (guint i = 0; i < n_rows; i++)
    if (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), i))
      g_ptr_array_add (selected, g_list_model_get_item (G_LIST_MODEL (self->selection), i));
  return selected;
}

/* GTK doesn't tell which row a point is in; a cell's child, which we made, knows it. Around it is the cell, and around that the row. */
static gboolean
find_row (NpBoardList *self, GtkWidget *widget, guint *position)
{
  for (; widget != NULL && widget != GTK_WIDGET (self->view); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *child = gtk_widget_get_first_child (widget);
      GtkListItem *item = g_object_get_data (G_OBJECT (widget), ROW_KEY);

      if (item == NULL && child != NULL)
        item = g_object_get_data (G_OBJECT (child), ROW_KEY);
      if (item != NULL)
        {
          *position = gtk_list_item_get_position (item);
          return *position != GTK_INVALID_LIST_POSITION;
        }
    }
  return FALSE;
}

gboolean
np_board_list_pick (NpBoardList *self, double x, double y)
{
  GtkWidget *widget;
  guint position;

  g_return_val_if_fail (NP_IS_BOARD_LIST (self), FALSE);

  widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  if (!find_row (self, widget, &position))
    return FALSE;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  return TRUE;
}

gboolean
np_board_list_focus (NpBoardList *self, NpBoard *board)
{
  guint n_rows;

  g_return_val_if_fail (NP_IS_BOARD_LIST (self), FALSE);

  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr(NpBoardStatus) status = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (np_board_status_get_board (status) != board)
        continue;
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
      /* The rows are in a GtkListView of its own, after the header. */
      gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)), "list.scroll-to-item", "u", i);
      return gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  return FALSE;
}

/* The class */

static void
np_board_list_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_MODEL: np_board_list_set_model (NP_BOARD_LIST (object), g_value_get_object (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_board_list_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_MODEL: g_value_set_object (value, gtk_sort_list_model_get_model (NP_BOARD_LIST (object)->sorted)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_board_list_finalize (GObject *object)
{
  NpBoardList *self = NP_BOARD_LIST (object);

  g_object_unref (self->sorted);
  g_object_unref (self->selection);
  G_OBJECT_CLASS (np_board_list_parent_class)->finalize (object);
}

static void
np_board_list_class_init (NpBoardListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = np_board_list_set_property;
  object_class->get_property = np_board_list_get_property;
  object_class->finalize = np_board_list_finalize;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", NP_TYPE_BOARD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            NP_TYPE_BOARD_STATUS);
  signals[SIGNAL_SELECTION_CHANGED]
      = g_signal_new ("selection-changed", NP_TYPE_BOARD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
np_board_list_init (NpBoardList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->sorted = gtk_sort_list_model_new (NULL, g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_column_view_set_enable_rubberband (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "boardlist");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Boards"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, &columns[i]);
  /* The titles of the columns are a row of their own, the first child, which would have the focus to no purpose. */
  gtk_widget_set_focusable (gtk_widget_get_first_child (GTK_WIDGET (self->view)), FALSE);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
np_board_list_set_model (NpBoardList *self, GListModel *model)
{
  g_return_if_fail (NP_IS_BOARD_LIST (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (model == gtk_sort_list_model_get_model (self->sorted))
    return;
  gtk_sort_list_model_set_model (self->sorted, model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}
