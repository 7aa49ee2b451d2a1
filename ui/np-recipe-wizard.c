/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-recipe-wizard-page.h"
#include "np-recipe-wizard-review.h"
#include "np-recipe-wizard.h"
#include "ui-compat.h"

#define REVIEW NP_N_RECIPE_PAGES
#define N_PAGES (NP_N_RECIPE_PAGES + 1)

struct _NpRecipeWizard
{
  AdwWindow parent_instance;

  NpEditor *editor;
  NpRecipeDraft *draft;
  gboolean leaving;
  GtkWidget *page_widgets[N_PAGES];
  GtkWidget *marks[N_PAGES];   /* a page with errors has one */
  GtkWidget *numbers[N_PAGES]; /* its place among those that are asked */

  GtkListBox *steps;
  GtkStack *pages;
  GtkWidget *next_button;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (NpRecipeWizard, np_recipe_wizard, ADW_TYPE_WINDOW)

static const char *const page_titles[N_PAGES] = {
  [NP_RECIPE_PAGE_BOARD] = N_("Board and Files"),
  [NP_RECIPE_PAGE_SECURITY] = N_("Security"),
  [NP_RECIPE_PAGE_KEY] = N_("Key Storage"),
  [NP_RECIPE_PAGE_PROTECTION] = N_("Protection"),
  [REVIEW] = N_("Review"),
};

/* Pages */

static gboolean
has_page (NpRecipeWizard *self, guint page)
{
  return page == REVIEW || np_recipe_draft_has_page (self->draft, page);
}

static guint
get_page (NpRecipeWizard *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->steps);

  return row != NULL ? (guint) gtk_list_box_row_get_index (row) : NP_RECIPE_PAGE_BOARD;
}

/* The next page that there is, or the former one; the same at the end. */
static guint
find_page (NpRecipeWizard *self, int step)
{
  guint page = get_page (self);

  for (int i = (int) page + step; i >= 0 && i < N_PAGES; i += step)
    if (has_page (self, i))
      return i;
  return page;
}

static gboolean
page_has_errors (NpRecipeWizard *self, guint page)
{
  GPtrArray *problems = np_recipe_draft_get_problems (self->draft);

  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];
      const NpRecipeEntry *entry = np_recipe_draft_find_entry (problem);

      if (problem->severity == NP_SEVERITY_ERROR && (entry != NULL ? entry->page == page : page == REVIEW))
        return TRUE;
    }
  return FALSE;
}

static void
update_actions (NpRecipeWizard *self)
{
  guint page = get_page (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "wizard.back", find_page (self, -1) != page);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "wizard.next", page != REVIEW);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "wizard.save", page == REVIEW && np_recipe_draft_is_complete (self->draft));
  gtk_widget_set_visible (self->next_button, page != REVIEW);
  gtk_widget_set_visible (self->save_button, page == REVIEW);
  gtk_window_set_default_widget (GTK_WINDOW (self), page == REVIEW ? self->save_button : self->next_button);
}

/* A row of the list of pages, as one sentence. */
static void
update_spoken (NpRecipeWizard *self, guint page, guint number)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->steps, (int) page));
  const char *title = _(page_titles[page]);
  /* Translators: what a screen reader says of a page of the wizard: "2, Security" */
  g_autofree char *spoken = page_has_errors (self, page) ? g_strdup_printf (_("%u, %s, has errors"), number, title)
                                                         : g_strdup_printf (_("%u, %s"), number, title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
draft_changed_cb (NpRecipeWizard *self)
{
  guint number = 0;

  for (guint i = 0; i < N_PAGES; i++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->steps, (int) i));
      gboolean there = has_page (self, i);
      g_autofree char *text = g_strdup_printf ("%u", there ? ++number : number);

      gtk_widget_set_visible (row, there);
      gtk_widget_set_visible (self->marks[i], page_has_errors (self, i));
      gtk_label_set_text (GTK_LABEL (self->numbers[i]), text);
      update_spoken (self, i, number);
    }
  if (get_page (self) == REVIEW)
    np_recipe_wizard_review_refresh (NP_RECIPE_WIZARD_REVIEW (self->page_widgets[REVIEW]));
  update_actions (self);
}

/* The list is one stop of the Tab key, at the page that is shown: in GTK, focusing another row would show another page. */
static void
update_focusable (NpRecipeWizard *self, GtkListBoxRow *shown)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->steps)) != NULL;

  for (int i = 0; i < N_PAGES; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->steps, i);

      if (row != NULL)
        gtk_widget_set_focusable (GTK_WIDGET (row), row == shown);
    }
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (shown));
}

static void
row_selected_cb (NpRecipeWizard *self, GtkListBoxRow *row)
{
  guint page = get_page (self);

  if (row == NULL || self->page_widgets[page] == NULL)
    return;
  update_focusable (self, row);
  if (page == REVIEW)
    np_recipe_wizard_review_refresh (NP_RECIPE_WIZARD_REVIEW (self->page_widgets[page]));
  gtk_stack_set_visible_child (self->pages, self->page_widgets[page]);
  update_actions (self);
}

static void
show_page (NpRecipeWizard *self, guint page)
{
  gtk_list_box_select_row (self->steps, gtk_list_box_get_row_at_index (self->steps, (int) page));
}

/* Going on with the keyboard goes on with the new page's first row. A focus that vanished with the former page would be moved on by GTK
 * once more, later. */
static void
enter_page (NpRecipeWizard *self, guint page)
{
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  show_page (self, page);
  gtk_widget_child_focus (self->page_widgets[page], GTK_DIR_TAB_FORWARD);
}

static void
entry_activated_cb (NpRecipeWizard *self, const NpRecipeEntry *entry)
{
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  show_page (self, entry->page);
  np_recipe_wizard_page_enter (NP_RECIPE_WIZARD_PAGE (self->page_widgets[entry->page]), entry);
}

static void
add_page (NpRecipeWizard *self, guint page, GtkWidget *widget)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_(page_titles[page]));

  self->page_widgets[page] = widget;
  self->numbers[page] = gtk_label_new (NULL);
  self->marks[page] = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  gtk_widget_add_css_class (self->numbers[page], "numeric");
  gtk_widget_add_css_class (self->marks[page], "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->marks[page]), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Has errors"), -1);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), self->numbers[page]);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->marks[page]);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->steps, row);
  gtk_stack_add_child (self->pages, widget);
}

/* Actions */

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  enter_page (NP_RECIPE_WIZARD (widget), find_page (NP_RECIPE_WIZARD (widget), -1));
}

static void
next_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  enter_page (NP_RECIPE_WIZARD (widget), find_page (NP_RECIPE_WIZARD (widget), 1));
}

static void
save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpRecipeWizard *self = NP_RECIPE_WIZARD (widget);

  if (np_recipe_draft_is_changed (self->draft))
    np_editor_set_recipe (self->editor, np_recipe_draft_get_recipe (self->draft));
  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_leave_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  NpRecipeWizard *self = NP_RECIPE_WIZARD (source);

  self->leaving = np_ui_ask_finish (result);
  if (self->leaving)
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
np_recipe_wizard_close_request (GtkWindow *window)
{
  NpRecipeWizard *self = NP_RECIPE_WIZARD (window);

  if (!self->leaving && np_recipe_draft_is_changed (self->draft))
    {
      np_ui_ask_async (window, _("Discard the Changes?"), _("The project’s recipe stays as it was."), _("_Keep Editing"), _("_Discard"),
                       ADW_RESPONSE_DESTRUCTIVE, ask_leave_cb, NULL);
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (np_recipe_wizard_parent_class)->close_request (window);
}

/* The class */

/* Before, there is nothing that could have the focus. */
static void
np_recipe_wizard_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (np_recipe_wizard_parent_class)->map (widget);
  enter_page (NP_RECIPE_WIZARD (widget), get_page (NP_RECIPE_WIZARD (widget)));
}

static void
np_recipe_wizard_dispose (GObject *object)
{
  NpRecipeWizard *self = NP_RECIPE_WIZARD (object);

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_object (&self->editor);
  if (self->steps != NULL)
    g_signal_handlers_disconnect_by_data (self->steps, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_RECIPE_WIZARD);
  G_OBJECT_CLASS (np_recipe_wizard_parent_class)->dispose (object);
}

static void
np_recipe_wizard_class_init (NpRecipeWizardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_recipe_wizard_dispose;
  widget_class->map = np_recipe_wizard_map;
  GTK_WINDOW_CLASS (klass)->close_request = np_recipe_wizard_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-recipe-wizard.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizard, steps);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizard, pages);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizard, next_button);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizard, save_button);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_install_action (widget_class, "wizard.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "wizard.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "wizard.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
np_recipe_wizard_init (NpRecipeWizard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
np_recipe_wizard_new (GtkWindow *parent, NpEditor *editor, GPtrArray *loaders)
{
  NpRecipeWizard *self;

  g_return_val_if_fail (NP_IS_EDITOR (editor), NULL);

  self = g_object_new (NP_TYPE_RECIPE_WIZARD, "transient-for", parent, NULL);
  self->editor = g_object_ref (editor);
  self->draft = np_recipe_draft_new (np_editor_get_project (editor), loaders);
  for (guint i = 0; i < NP_N_RECIPE_PAGES; i++)
    add_page (self, i, np_recipe_wizard_page_new (self->draft, i));
  add_page (self, REVIEW, np_recipe_wizard_review_new (self->draft));
  g_signal_connect_swapped (self->page_widgets[REVIEW], "entry-activated", G_CALLBACK (entry_activated_cb), self);
  g_signal_connect_swapped (self->draft, "changed", G_CALLBACK (draft_changed_cb), self);
  draft_changed_cb (self);
  show_page (self, NP_RECIPE_PAGE_BOARD);
  return GTK_WIDGET (self);
}

gboolean
np_recipe_wizard_mends (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (problem->severity == NP_SEVERITY_ERROR)
        return np_recipe_draft_find_entry (problem) != NULL;
    }
  return FALSE;
}
