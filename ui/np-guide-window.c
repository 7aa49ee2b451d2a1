/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-guide-pages.h"
#include "np-guide-window.h"

struct _NpGuideWindow
{
  AdwWindow parent_instance;

  AdwLeaflet *leaflet;
  GtkListBox *contents;
  AdwWindowTitle *page_title;
  GtkScrolledWindow *scrolled;
  GtkListBox *page;
};

G_DEFINE_FINAL_TYPE (NpGuideWindow, np_guide_window, ADW_TYPE_WINDOW)

/* Paragraphs */

static GtkWidget *
label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
step_new (const char *number, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *number_label = gtk_label_new (number);

  gtk_widget_add_css_class (number_label, "number");
  gtk_widget_set_valign (number_label, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), number_label);
  gtk_box_append (GTK_BOX (box), label_new (text));
  return box;
}

static GtkWidget *
row_new (const NpGuideItem *item, guint step)
{
  gboolean heading = item->kind == NP_GUIDE_HEADING;
  const char *text = _(item->text);
  g_autofree char *number = g_strdup_printf (C_ ("number of a step", "%u."), step);
  g_autofree char *spoken = item->kind == NP_GUIDE_STEP ? g_strconcat (number, " ", text, NULL) : g_strdup (text);
  GtkWidget *child = item->kind == NP_GUIDE_STEP ? step_new (number, text) : label_new (text);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, "child", child, "accessible-role",
                                 heading ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);

  if (heading)
    gtk_widget_add_css_class (child, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
show_page (NpGuideWindow *self, const NpGuidePage *page)
{
  GtkWidget *row;
  guint step = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->page))) != NULL)
    gtk_list_box_remove (self->page, row);
  for (const NpGuideItem *item = page->items; item->text != NULL; item++)
    {
      step = item->kind == NP_GUIDE_STEP ? step + 1 : 0;
      gtk_list_box_append (self->page, row_new (item, step));
    }
  adw_window_title_set_title (self->page_title, _(page->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->page), GTK_ACCESSIBLE_PROPERTY_LABEL, _(page->title), -1);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

/* Pages */

static const NpGuidePage *
get_page (guint index)
{
  guint n_pages;
  const NpGuidePage *pages = np_guide_pages_get_all (&n_pages);

  return index < n_pages ? &pages[index] : NULL;
}

/* The list is one stop of the Tab key, at the page that is shown: in GTK, focusing another row would show another page. */
static void
update_focusable (NpGuideWindow *self, GtkListBoxRow *shown)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->contents)) != NULL;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->contents, i)) != NULL; i++)
    gtk_widget_set_focusable (GTK_WIDGET (row), row == shown);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (shown));
}

static void
selected_cb (NpGuideWindow *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  update_focusable (self, row);
  show_page (self, get_page ((guint) gtk_list_box_row_get_index (row)));
}

/* In a narrow window the page takes the list's place. */
static void
activated_cb (NpGuideWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_leaflet_navigate (NP_GUIDE_WINDOW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
add_pages (NpGuideWindow *self)
{
  guint n_pages;
  const NpGuidePage *pages = np_guide_pages_get_all (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", label_new (_(pages[i].title)), NULL);

      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(pages[i].title), -1);
      gtk_list_box_append (self->contents, row);
    }
}

void
np_guide_window_show_page (NpGuideWindow *self, const char *id)
{
  guint n_pages;
  const NpGuidePage *pages = np_guide_pages_get_all (&n_pages);

  g_return_if_fail (NP_IS_GUIDE_WINDOW (self));

  for (guint i = 0; i < n_pages; i++)
    if (g_str_equal (pages[i].id, id))
      gtk_list_box_select_row (self->contents, gtk_list_box_get_row_at_index (self->contents, (int) i));
}

static void
np_guide_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_GUIDE_WINDOW);
  G_OBJECT_CLASS (np_guide_window_parent_class)->dispose (object);
}

static void
np_guide_window_class_init (NpGuideWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_guide_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-guide-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NpGuideWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, NpGuideWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, NpGuideWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, NpGuideWindow, scrolled);
  gtk_widget_class_bind_template_child (widget_class, NpGuideWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "guide.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
np_guide_window_init (NpGuideWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_pages (self);
  gtk_list_box_select_row (self->contents, gtk_list_box_get_row_at_index (self->contents, 0));
}

NpGuideWindow *
np_guide_window_new (void)
{
  return g_object_new (NP_TYPE_GUIDE_WINDOW, NULL);
}
