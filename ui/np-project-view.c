/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-chain-pane.h"
#include "np-code-pane.h"
#include "np-field-list.h"
#include "np-image-pane.h"
#include "np-problem-pane.h"
#include "np-problems-dialog.h"
#include "np-project-files.h"
#include "np-project-saving.h"
#include "np-project-view.h"
#include "np-recipe-group.h"
#include "ui-compat.h"

/* From here on the side pane stands beside the fields. */
#define WIDE 1000

struct _NpProjectView
{
  GtkWidget parent_instance;

  NpEditor *editor;
  NpFileWatch *watch;
  guint fold_source;
  gboolean saving;
  gboolean changed_elsewhere;

  AdwToastOverlay *toasts;
  GtkWidget *problems_button;
  GtkImage *problems_icon;
  GtkLabel *problems_label;
  AdwFlap *flap;
  GtkScrolledWindow *scrolled;
  GtkBox *groups;
  NpFieldList *field_list;
  NpRecipeGroup *recipe_group;
  AdwViewStack *pane_pages;
  AdwViewStackPage *problems_page;
  NpCodePane *code_pane;
  NpChainPane *chain_pane;
  NpImagePane *image_pane;
  NpProblemPane *problem_pane;
};

enum
{
  PROP_CHANGED_ELSEWHERE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpProjectView, np_project_view, GTK_TYPE_WIDGET)

static const char *const import_patterns[] = { "*.json", "*.bin", NULL };

static GtkWindow *
get_window (NpProjectView *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
tell (NpProjectView *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/* Fields and bytes, linked both ways */

static void
field_hovered_cb (NpProjectView *self, guint tag)
{
  np_image_pane_set_hovered (self->image_pane, tag);
}

static void
field_selected_cb (NpProjectView *self, guint tag)
{
  np_image_pane_set_selected (self->image_pane, tag);
}

static void
image_hovered_cb (NpProjectView *self, guint tag)
{
  np_field_list_set_hovered (self->field_list, tag);
}

static void
scroll_to (NpProjectView *self, GtkWidget *widget)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (widget, GTK_WIDGET (self->groups), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height + 2 * gtk_widget_get_margin_top (GTK_WIDGET (self->groups)));
}

static void
image_selected_cb (NpProjectView *self, guint tag)
{
  NpFieldRow *row = np_field_list_get_row (self->field_list, tag);

  np_field_list_set_selected (self->field_list, tag);
  if (row != NULL)
    scroll_to (self, GTK_WIDGET (row));
}

static void
tag_activated_cb (NpProjectView *self, guint tag)
{
  np_project_view_enter_field (self, tag);
}

void
np_project_view_enter_field (NpProjectView *self, NpTag tag)
{
  NpFieldRow *row;

  g_return_if_fail (NP_IS_PROJECT_VIEW (self));

  row = np_field_list_get_row (self->field_list, tag);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  scroll_to (self, row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->recipe_group));
  if (row != NULL)
    np_field_row_enter (row);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->recipe_group), GTK_DIR_TAB_FORWARD);
}

/* What the editor says */

static guint
count_problems (GPtrArray *problems, NpSeverity severity)
{
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    n += ((NpProblem *) problems->pdata[i])->severity == severity;
  return n;
}

typedef struct
{
  const char *icon;
  const char *css_class;
} Look;

static void
show_problem_count (NpProjectView *self, guint n_errors, guint n_warnings)
{
  static const Look looks[] = { { "emblem-ok-symbolic", "success" }, { "dialog-warning-symbolic", "warning" }, { "dialog-error-symbolic", "error" } };
  const Look *look = &looks[n_errors > 0 ? 2 : n_warnings > 0 ? 1 : 0];
  guint n = n_errors > 0 ? n_errors : n_warnings;
  g_autofree char *number = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("");
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  g_autofree char *warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  g_autofree char *words = n > 0 ? g_strdup_printf (C_("counts of problems", "%s, %s"), errors, warnings) : g_strdup (_("No problems"));

  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->problems_button), words) == 0)
    return; /* setting it again would make GTK ask the display for the pointer, and wait */
  gtk_image_set_from_icon_name (self->problems_icon, look->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->problems_icon), (const char *[]) { look->css_class, NULL });
  gtk_label_set_text (self->problems_label, number);
  gtk_widget_set_visible (GTK_WIDGET (self->problems_label), n > 0);
  gtk_widget_set_tooltip_text (self->problems_button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->problems_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_problems (NpProjectView *self)
{
  GPtrArray *problems = np_editor_get_problems (self->editor);
  guint n_errors = count_problems (problems, NP_SEVERITY_ERROR);

  show_problem_count (self, n_errors, count_problems (problems, NP_SEVERITY_WARNING));
  adw_view_stack_page_set_badge_number (self->problems_page, n_errors);
  adw_view_stack_page_set_needs_attention (self->problems_page, n_errors > 0);
  np_problem_pane_set_problems (self->problem_pane, problems);
}

static void
judged_cb (NpProjectView *self)
{
  NpJudgement *judgement = np_editor_get_judgement (self->editor);

  np_problem_pane_set_verdict (self->problem_pane, judgement != NULL ? judgement->verdict : NULL);
  show_problems (self);
}

static void
updated_cb (NpProjectView *self)
{
  show_problems (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "project.undo", np_editor_can_undo (self->editor));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "project.redo", np_editor_can_redo (self->editor));
}

/* The project's file */

static void
set_changed_elsewhere (NpProjectView *self, gboolean changed)
{
  if (changed == self->changed_elsewhere)
    return;
  self->changed_elsewhere = changed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED_ELSEWHERE]);
}

static void
disk_changed_cb (NpProjectView *self)
{
  set_changed_elsewhere (self, TRUE);
}

static void
update_watch (NpProjectView *self)
{
  const char *folder = np_project_get_folder (np_editor_get_project (self->editor));
  g_autofree char *path = folder != NULL ? g_build_filename (folder, NP_PROJECT_FILE_NAME, NULL) : NULL;

  g_clear_object (&self->watch);
  if (path == NULL)
    return;
  self->watch = np_file_watch_new (path);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (disk_changed_cb), self, G_CONNECT_SWAPPED);
}

void
np_project_view_reload (NpProjectView *self)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;

  g_return_if_fail (NP_IS_PROJECT_VIEW (self));
  g_return_if_fail (self->editor != NULL && self->watch != NULL);

  set_changed_elsewhere (self, FALSE);
  if (!np_editor_reload (self->editor, problems, &error))
    {
      np_ui_show_error (get_window (self), _("The Project Wasn’t Reloaded"), error);
      return;
    }
  np_file_watch_remember (self->watch);
  np_problems_dialog_tell_file (get_window (self), problems);
  tell (self, _("Reloaded. Undo brings back what was here."));
}

void
np_project_view_keep (NpProjectView *self)
{
  g_return_if_fail (NP_IS_PROJECT_VIEW (self));
  g_return_if_fail (self->editor != NULL);

  set_changed_elsewhere (self, FALSE); /* nothing is remembered: the next save asks */
  np_editor_keep (self->editor);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpProjectView) self = user_data;

  self->saving = FALSE;
  if (!np_project_saving_finish (result))
    return;
  set_changed_elsewhere (self, FALSE);
  tell (self, _("Project saved"));
}

void
np_project_view_save (NpProjectView *self)
{
  g_return_if_fail (NP_IS_PROJECT_VIEW (self));
  g_return_if_fail (self->editor != NULL);

  if (self->saving)
    return;
  self->saving = TRUE;
  np_project_saving_start (self->editor, self->watch, get_window (self), TRUE, saved_cb, g_object_ref (self));
}

/* Closing */

gboolean
np_project_view_has_unsaved_work (NpProjectView *self)
{
  g_return_val_if_fail (NP_IS_PROJECT_VIEW (self), FALSE);

  return self->editor != NULL && np_editor_has_unsaved_work (self->editor);
}

void
np_project_view_ask_close_async (NpProjectView *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (NP_IS_PROJECT_VIEW (self));
  g_return_if_fail (self->editor != NULL);

  np_project_saving_ask_close_async (self->editor, self->watch, get_window (self), callback, user_data);
}

gboolean
np_project_view_ask_close_finish (GAsyncResult *result)
{
  return np_project_saving_ask_close_finish (result);
}

/* Import and export */

void
np_project_view_import_file (NpProjectView *self, GFile *file)
{
  g_return_if_fail (NP_IS_PROJECT_VIEW (self));
  g_return_if_fail (self->editor != NULL && G_IS_FILE (file));

  if (!np_project_files_import (self->editor, g_file_peek_path (file), get_window (self)))
    tell (self, _("The file’s fields are the same as the project’s."));
}

static void
import_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpProjectView) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  if (file != NULL && self->editor != NULL)
    np_project_view_import_file (self, file);
}

static void
import_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_ui_choose_file_async (get_window (NP_PROJECT_VIEW (widget)), _("Import Factory Data"), GTK_FILE_CHOOSER_ACTION_OPEN,
                           _("ST factory data (JSON), images"), import_patterns, import_chosen_cb, g_object_ref (widget));
}

static void
export_to (NpProjectView *self, NpExportForm form, GFile *file)
{
  g_autoptr(GError) error = NULL;

  if (file == NULL || self->editor == NULL)
    return;
  if (np_project_files_export (self->editor, form, g_file_peek_path (file), &error))
    tell (self, _("Exported. The file holds secrets: only your account can read it."));
  else
    np_ui_show_error (get_window (self), _("Nothing Was Exported"), error);
}

static void
export_json_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpProjectView) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  export_to (self, NP_EXPORT_FORM_ST_JSON, file);
}

static void
export_image_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpProjectView) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  export_to (self, NP_EXPORT_FORM_IMAGE, file);
}

static void
export_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpProjectView *self = NP_PROJECT_VIEW (widget);
  NpExportForm form = (NpExportForm) g_variant_get_uint32 (parameter);
  g_autofree char *name = np_project_files_dup_export_name (self->editor, form);

  np_ui_choose_save_file_async (get_window (self), form == NP_EXPORT_FORM_IMAGE ? _("Export the Image") : _("Export ST JSON"), name,
                                form == NP_EXPORT_FORM_IMAGE ? export_image_cb : export_json_cb, g_object_ref (self));
}

/* Other actions: theirs are the shortcuts of the whole window, but only while the view is seen. */

static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_widget_get_mapped (widget))
    np_editor_undo (NP_PROJECT_VIEW (widget)->editor);
}

static void
redo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_widget_get_mapped (widget))
    np_editor_redo (NP_PROJECT_VIEW (widget)->editor);
}

static void
toggle_pane_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwFlap *flap = NP_PROJECT_VIEW (widget)->flap;

  if (gtk_widget_get_mapped (widget))
    adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
show_problems_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpProjectView *self = NP_PROJECT_VIEW (widget);

  adw_flap_set_reveal_flap (self->flap, TRUE);
  adw_view_stack_set_visible_child_name (self->pane_pages, "problems");
}

/* The project */

static void
clear (NpProjectView *self)
{
  if (self->editor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->editor, self);
      g_signal_handlers_disconnect_by_data (np_editor_get_project (self->editor), self);
    }
  np_field_list_set_editor (self->field_list, NULL);
  np_recipe_group_set_editor (self->recipe_group, NULL);
  np_code_pane_set_editor (self->code_pane, NULL);
  np_chain_pane_set_editor (self->chain_pane, NULL);
  np_image_pane_set_editor (self->image_pane, NULL);
  g_clear_object (&self->watch);
  g_clear_object (&self->editor);
}

void
np_project_view_set_project (NpProjectView *self, NpProject *project)
{
  g_return_if_fail (NP_IS_PROJECT_VIEW (self));

  if (self->editor != NULL && np_editor_get_project (self->editor) == project)
    return;
  clear (self);
  set_changed_elsewhere (self, FALSE);
  if (project == NULL)
    return;
  self->editor = np_editor_new (project);
  np_field_list_set_editor (self->field_list, self->editor);
  np_recipe_group_set_editor (self->recipe_group, self->editor);
  np_code_pane_set_editor (self->code_pane, self->editor);
  np_chain_pane_set_editor (self->chain_pane, self->editor);
  np_image_pane_set_editor (self->image_pane, self->editor);
  update_watch (self);
  g_signal_connect_swapped (project, "notify::folder", G_CALLBACK (update_watch), self);
  g_signal_connect_swapped (self->editor, "updated", G_CALLBACK (updated_cb), self);
  g_signal_connect_swapped (self->editor, "judged", G_CALLBACK (judged_cb), self);
  updated_cb (self);
  judged_cb (self);
}

NpEditor *
np_project_view_get_editor (NpProjectView *self)
{
  g_return_val_if_fail (NP_IS_PROJECT_VIEW (self), NULL);

  return self->editor;
}

/* The class */

static gboolean
fold_cb (gpointer user_data)
{
  NpProjectView *self = user_data;
  gboolean wide = gtk_widget_get_width (GTK_WIDGET (self)) >= WIDE;

  self->fold_source = 0;
  adw_flap_set_fold_policy (self->flap, wide ? ADW_FLAP_FOLD_POLICY_NEVER : ADW_FLAP_FOLD_POLICY_ALWAYS);
  adw_flap_set_reveal_flap (self->flap, wide);
  return G_SOURCE_REMOVE;
}

/* Not while sizes are given out: folding asks for other ones. */
static void
np_project_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  NpProjectView *self = NP_PROJECT_VIEW (widget);
  gboolean wide = adw_flap_get_fold_policy (self->flap) == ADW_FLAP_FOLD_POLICY_NEVER;

  gtk_widget_allocate (GTK_WIDGET (self->toasts), width, height, baseline, NULL);
  if ((width >= WIDE) != wide && self->fold_source == 0)
    self->fold_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL);
}

static void
np_project_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (NP_PROJECT_VIEW (widget)->toasts), orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
np_project_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_CHANGED_ELSEWHERE: g_value_set_boolean (value, NP_PROJECT_VIEW (object)->changed_elsewhere); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_project_view_dispose (GObject *object)
{
  NpProjectView *self = NP_PROJECT_VIEW (object);

  g_clear_handle_id (&self->fold_source, g_source_remove);
  if (self->groups != NULL)
    clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_PROJECT_VIEW);
  G_OBJECT_CLASS (np_project_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (NP_TYPE_CHAIN_PANE);
  g_type_ensure (NP_TYPE_CODE_PANE);
  g_type_ensure (NP_TYPE_FIELD_LIST);
  g_type_ensure (NP_TYPE_IMAGE_PANE);
  g_type_ensure (NP_TYPE_PROBLEM_PANE);
  g_type_ensure (NP_TYPE_RECIPE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-project-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, toasts);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, problems_button);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, problems_icon);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, problems_label);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, flap);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, groups);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, field_list);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, recipe_group);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, pane_pages);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, problems_page);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, code_pane);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, chain_pane);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, image_pane);
  gtk_widget_class_bind_template_child (widget_class, NpProjectView, problem_pane);
  gtk_widget_class_bind_template_callback (widget_class, field_hovered_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, image_hovered_cb);
  gtk_widget_class_bind_template_callback (widget_class, image_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_activated_cb);
}

static void
np_project_view_class_init (NpProjectViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = np_project_view_get_property;
  G_OBJECT_CLASS (klass)->dispose = np_project_view_dispose;
  widget_class->measure = np_project_view_measure;
  widget_class->size_allocate = np_project_view_size_allocate;

  properties[PROP_CHANGED_ELSEWHERE]
      = g_param_spec_boolean ("changed-elsewhere", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "project.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "project.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "project.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "project.export", "u", export_action);
  gtk_widget_class_install_action (widget_class, "project.toggle-pane", NULL, toggle_pane_action);
  gtk_widget_class_install_action (widget_class, "project.show-problems", NULL, show_problems_action);
}

static void
np_project_view_init (NpProjectView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The codes show the passcode: not before they are asked for. */
  adw_view_stack_set_visible_child_name (self->pane_pages, "image");
}
