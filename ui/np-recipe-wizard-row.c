/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-problem-notes.h"
#include "np-recipe-wizard-row.h"
#include "np-row-button.h"
#include "ui-compat.h"

#define MOST_SECONDS 86400

struct _NpRecipeWizardRow
{
  AdwPreferencesRow parent_instance;

  NpRecipeDraft *draft;
  const NpRecipeEntry *entry;
  GtkWidget *control;
  gboolean refreshing;

  AdwBin *bin;
  NpProblemNotes *notes;
  GtkLabel *explanation;
  GtkLabel *digest;
};

G_DEFINE_FINAL_TYPE (NpRecipeWizardRow, np_recipe_wizard_row, ADW_TYPE_PREFERENCES_ROW)

/* Texts, addresses and files */

static void
text_changed_cb (NpRecipeWizardRow *self)
{
  if (!self->refreshing)
    np_recipe_draft_set_text (self->draft, self->entry, gtk_editable_get_text (GTK_EDITABLE (self->control)));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpRecipeWizardRow) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  if (file != NULL && self->draft != NULL)
    np_recipe_draft_set_path (self->draft, self->entry, g_file_peek_path (file));
}

static void
choose_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpRecipeWizardRow *self = NP_RECIPE_WIZARD_ROW (widget);
  gboolean folder = self->entry->kind == NP_RECIPE_ENTRY_FOLDER;
  g_autofree char *filter = self->entry->patterns != NULL ? g_strjoinv (", ", (char **) self->entry->patterns) : NULL;

  np_ui_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _(self->entry->title),
                           folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, filter, self->entry->patterns, chosen_cb,
                           g_object_ref (self));
}

static GtkWidget *
make_text (NpRecipeWizardRow *self)
{
  GtkWidget *control = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (control), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (control), _(self->entry->title));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (control), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (control))), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(self->entry->title), -1);
  g_signal_connect_object (control, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  return control;
}

static GtkWidget *
make_path (NpRecipeWizardRow *self)
{
  GtkWidget *control = make_text (self);
  g_autofree char *words = g_strdup_printf (_("Choose: %s"), _(self->entry->title));

  adw_entry_row_add_suffix (ADW_ENTRY_ROW (control), np_row_button_new ("document-open-symbolic", words, "recipe-row.choose", NULL));
  return control;
}

static void
show_text (NpRecipeWizardRow *self)
{
  g_autofree char *text = np_recipe_draft_dup_text (self->draft, self->entry);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->control))))
    gtk_editable_set_text (GTK_EDITABLE (self->control), text);
}

/* Others: a title, and something at its end */

static GtkWidget *
make_line (NpRecipeWizardRow *self, GtkWidget *end)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_(self->entry->title));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (line, "line");
  gtk_box_append (GTK_BOX (line), title);
  if (end != NULL)
    gtk_box_append (GTK_BOX (line), end);
  return line;
}

static void
seconds_changed_cb (NpRecipeWizardRow *self)
{
  GtkWidget *spin = gtk_widget_get_last_child (self->control);

  if (!self->refreshing)
    np_recipe_draft_set_seconds (self->draft, self->entry, (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)));
}

static GtkWidget *
make_seconds (NpRecipeWizardRow *self)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (1, MOST_SECONDS, 1);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->entry->title), -1);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (seconds_changed_cb), self, G_CONNECT_SWAPPED);
  return make_line (self, spin);
}

static void
show_seconds (NpRecipeWizardRow *self)
{
  GtkWidget *spin = gtk_widget_get_last_child (self->control);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), np_recipe_draft_get_seconds (self->draft, self->entry));
}

static void
declared_cb (NpRecipeWizardRow *self)
{
  GtkWidget *control = gtk_widget_get_last_child (self->control);

  if (!self->refreshing)
    np_recipe_draft_set_declared (self->draft, gtk_switch_get_active (GTK_SWITCH (control)));
}

static GtkWidget *
make_declaration (NpRecipeWizardRow *self)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->entry->title), -1);
  g_signal_connect_object (control, "notify::active", G_CALLBACK (declared_cb), self, G_CONNECT_SWAPPED);
  return make_line (self, control);
}

static void
show_declaration (NpRecipeWizardRow *self)
{
  GtkWidget *control = gtk_widget_get_last_child (self->control);
  const char *digest = np_recipe_draft_get_firmware_digest (self->draft);
  g_autofree char *text = digest != NULL ? g_strdup_printf ("SHA-256 %s", digest) : g_strdup (_("Choose the provisioning firmware first."));

  gtk_switch_set_active (GTK_SWITCH (control), np_recipe_draft_is_declared (self->draft));
  gtk_widget_set_sensitive (control, digest != NULL);
  gtk_label_set_text (self->digest, text);
  gtk_widget_set_visible (GTK_WIDGET (self->digest), TRUE);
}

static GtkWidget *
make_note (NpRecipeWizardRow *self)
{
  gboolean warning = self->entry->kind == NP_RECIPE_ENTRY_WARNING;
  GtkWidget *line = make_line (self, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (warning ? "dialog-warning-symbolic" : "dialog-information-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, warning ? _("Warning") : _("Information"), -1);
  gtk_widget_add_css_class (icon, warning ? "warning" : "accent");
  gtk_box_prepend (GTK_BOX (line), icon);
  return line;
}

static void
show_note (NpRecipeWizardRow *self)
{
}

/* One row for each kind of entry that isn't a choice. */
static const struct
{
  GtkWidget *(*make) (NpRecipeWizardRow *self);
  void (*show) (NpRecipeWizardRow *self);
} kinds[] = {
  [NP_RECIPE_ENTRY_ADDRESS] = { make_text, show_text },
  [NP_RECIPE_ENTRY_FILE] = { make_path, show_text },
  [NP_RECIPE_ENTRY_FOLDER] = { make_path, show_text },
  [NP_RECIPE_ENTRY_LOADER] = { make_path, show_text },
  [NP_RECIPE_ENTRY_TEXT] = { make_text, show_text },
  [NP_RECIPE_ENTRY_SECONDS] = { make_seconds, show_seconds },
  [NP_RECIPE_ENTRY_DECLARATION] = { make_declaration, show_declaration },
  [NP_RECIPE_ENTRY_NOTE] = { make_note, show_note },
  [NP_RECIPE_ENTRY_WARNING] = { make_note, show_note },
};

static void
set_class (GtkWidget *widget, const char *css_class, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
refresh (NpRecipeWizardRow *self)
{
  gboolean asked = np_recipe_draft_asks (self->draft, self->entry);
  g_autofree char *explanation = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  const char *css_class;

  gtk_widget_set_visible (GTK_WIDGET (self), asked);
  if (!asked)
    return;
  explanation = np_recipe_draft_dup_explanation (self->draft, self->entry);
  problems = np_recipe_draft_list_problems (self->draft, self->entry);
  self->refreshing = TRUE;
  kinds[self->entry->kind].show (self);
  self->refreshing = FALSE;
  gtk_label_set_text (self->explanation, explanation);
  np_problem_notes_set_problems (self->notes, problems, NP_TAG_NONE, NULL);
  css_class = np_problem_notes_get_css_class (self->notes);
  set_class (self->control, "error", g_strcmp0 (css_class, "error") == 0);
  set_class (self->control, "warning", g_strcmp0 (css_class, "warning") == 0);
}

static void
np_recipe_wizard_row_dispose (GObject *object)
{
  NpRecipeWizardRow *self = NP_RECIPE_WIZARD_ROW (object);

  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_RECIPE_WIZARD_ROW);
  G_OBJECT_CLASS (np_recipe_wizard_row_parent_class)->dispose (object);
}

static void
np_recipe_wizard_row_class_init (NpRecipeWizardRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_recipe_wizard_row_dispose;

  g_type_ensure (NP_TYPE_PROBLEM_NOTES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-recipe-wizard-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardRow, bin);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardRow, notes);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardRow, explanation);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardRow, digest);
  gtk_widget_class_install_action (widget_class, "recipe-row.choose", NULL, choose_action);
}

static void
np_recipe_wizard_row_init (NpRecipeWizardRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
np_recipe_wizard_row_new (NpRecipeDraft *draft, const NpRecipeEntry *entry)
{
  NpRecipeWizardRow *self;

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (draft) && entry != NULL && entry->kind != NP_RECIPE_ENTRY_CHOICE, NULL);

  self = g_object_new (NP_TYPE_RECIPE_WIZARD_ROW, "title", _(entry->title), NULL);
  self->draft = g_object_ref (draft);
  self->entry = entry;
  self->control = kinds[entry->kind].make (self);
  adw_bin_set_child (self->bin, self->control);
  g_signal_connect_object (draft, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
