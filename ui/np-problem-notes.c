/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-problem-notes.h"

struct _NpProblemNotes
{
  GtkWidget parent_instance;

  char *shown; /* all texts, and how bad each is: notes are made anew only when they differ */
  NpSeverity worst;
};

typedef struct
{
  const char *icon;
  const char *css_class;
  const char *name;
} SeverityLook;

static const SeverityLook looks[] = {
  [NP_SEVERITY_INFORMATION] = { "dialog-information-symbolic", NULL, N_("Information") },
  [NP_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning", N_("Warning") },
  [NP_SEVERITY_ERROR] = { "dialog-error-symbolic", "error", N_("Error") },
};

G_DEFINE_FINAL_TYPE (NpProblemNotes, np_problem_notes, GTK_TYPE_WIDGET)

static void
remove_notes (NpProblemNotes *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
np_problem_notes_dispose (GObject *object)
{
  NpProblemNotes *self = NP_PROBLEM_NOTES (object);

  remove_notes (self);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (np_problem_notes_parent_class)->dispose (object);
}

static void
np_problem_notes_class_init (NpProblemNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_problem_notes_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "problemnotes");
}

static void
np_problem_notes_init (NpProblemNotes *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* The icon has the colour, the text the full contrast. */
static void
append_note (NpProblemNotes *self, NpSeverity severity, const char *text)
{
  const SeverityLook *look = &looks[severity];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (look->icon);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 1);
  if (look->css_class != NULL)
    gtk_widget_add_css_class (icon, look->css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _(look->name), -1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

static char *
dup_text (const NpProblem *problem)
{
  return g_strjoin (" ", problem->what, problem->todo != NULL ? problem->todo : problem->why, NULL);
}

/* That a field is never reported is said of it whether it is set or not. */
static gboolean
is_for (const NpProblem *problem, NpTag tag)
{
  return problem->tag == (guint32) tag && !g_str_equal (problem->code, "field-unreported");
}

void
np_problem_notes_set_problems (NpProblemNotes *self, GPtrArray *problems, NpTag tag, const char *own)
{
  g_autoptr(GString) all = g_string_new (own);
  g_autoptr(GString) state = g_string_new (own);

  g_return_if_fail (NP_IS_PROBLEM_NOTES (self));

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = is_for (problems->pdata[i], tag) ? dup_text (problems->pdata[i]) : NULL;

      if (text == NULL)
        continue;
      g_string_append_printf (all, "%s%s", all->len > 0 ? "\n" : "", text);
      g_string_append_printf (state, "\n%u %s", ((NpProblem *) problems->pdata[i])->severity, text);
    }
  if (g_strcmp0 (state->str, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (state->str);
  self->worst = own != NULL ? NP_SEVERITY_ERROR : NP_SEVERITY_INFORMATION;
  remove_notes (self);
  if (own != NULL)
    append_note (self, NP_SEVERITY_ERROR, own);
  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];
      g_autofree char *text = is_for (problem, tag) ? dup_text (problem) : NULL;

      if (text == NULL)
        continue;
      append_note (self, problem->severity, text);
      self->worst = MAX (self->worst, problem->severity);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all->str, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), all->len > 0);
}

const char *
np_problem_notes_get_css_class (NpProblemNotes *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM_NOTES (self), NULL);

  return looks[self->worst].css_class;
}
