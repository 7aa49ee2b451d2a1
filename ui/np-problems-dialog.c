/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-problem-row.h"
#include "np-problems-dialog.h"

struct _NpProblemsDialog
{
  AdwWindow parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (NpProblemsDialog, np_problems_dialog, ADW_TYPE_WINDOW)

static void
np_problems_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_PROBLEMS_DIALOG);
  G_OBJECT_CLASS (np_problems_dialog_parent_class)->dispose (object);
}

static void
np_problems_dialog_class_init (NpProblemsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_problems_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-problems-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpProblemsDialog, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
np_problems_dialog_init (NpProblemsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
np_problems_dialog_new (GtkWindow *parent, GPtrArray *problems)
{
  NpProblemsDialog *self = g_object_new (NP_TYPE_PROBLEMS_DIALOG, "transient-for", parent, NULL);

  np_problem_row_fill_list (self->list, problems);
  return GTK_WIDGET (self);
}

static gboolean
is_grave (gconstpointer problem, gconstpointer unused)
{
  return ((const NpProblem *) problem)->severity != NP_SEVERITY_INFORMATION;
}

void
np_problems_dialog_tell_file (GtkWindow *parent, GPtrArray *problems)
{
  GtkWidget *dialog;

  if (!g_ptr_array_find_with_equal_func (problems, NULL, is_grave, NULL))
    return;
  dialog = np_problems_dialog_new (parent, problems);
  gtk_window_set_title (GTK_WINDOW (dialog), _("Problems in the File"));
  gtk_window_present (GTK_WINDOW (dialog));
}
