/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-problem-row.h"
#include "recipe/np-recipe-entry.h"

struct _NpProblemRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *what;
  GtkLabel *explanation;
};

typedef struct
{
  const char *icon;
  const char *css_class;
  const char *name;
} SeverityLook;

static const SeverityLook looks[] = {
  [NP_SEVERITY_INFORMATION] = { "dialog-information-symbolic", "accent", N_("Information") },
  [NP_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning", N_("Warning") },
  [NP_SEVERITY_ERROR] = { "dialog-error-symbolic", "error", N_("Error") },
};

G_DEFINE_FINAL_TYPE (NpProblemRow, np_problem_row, GTK_TYPE_LIST_BOX_ROW)

static void
np_problem_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_PROBLEM_ROW);
  G_OBJECT_CLASS (np_problem_row_parent_class)->dispose (object);
}

static void
np_problem_row_class_init (NpProblemRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_problem_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-problem-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpProblemRow, icon);
  gtk_widget_class_bind_template_child (widget_class, NpProblemRow, what);
  gtk_widget_class_bind_template_child (widget_class, NpProblemRow, explanation);
}

static void
np_problem_row_init (NpProblemRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The place in words: a recipe's members have names in the project's file alone, and here those that the wizard gives them. One that it
 * doesn't ask for has none; what is wrong names it. */
static const char *
get_place (const NpProblem *problem)
{
  const NpRecipeEntry *entry = problem->tag == NP_TAG_NONE ? np_recipe_entry_find (problem->where) : NULL;

  if (entry != NULL)
    return _(entry->title);
  return g_str_has_prefix (problem->code, "recipe-") ? NULL : problem->where;
}

static char *
dup_explanation (const NpProblem *problem)
{
  const char *parts[] = { get_place (problem), problem->why, problem->todo };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

GtkWidget *
np_problem_row_new (const NpProblem *problem)
{
  NpProblemRow *self = g_object_new (NP_TYPE_PROBLEM_ROW, NULL);
  const SeverityLook *look = &looks[problem->severity];
  g_autofree char *explanation = dup_explanation (problem);
  /* Translators: how grave a problem is, and the problem: "Warning: The serial number is that of a sample." */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s"), _(look->name), problem->what);

  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), look->css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _(look->name), -1);
  gtk_label_set_text (self->what, problem->what);
  gtk_label_set_text (self->explanation, explanation);
  gtk_widget_set_visible (GTK_WIDGET (self->explanation), *explanation != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, explanation, -1);
  return GTK_WIDGET (self);
}

void
np_problem_row_fill_list (GtkListBox *list, GPtrArray *problems)
{
  for (int severity = NP_SEVERITY_ERROR; severity >= NP_SEVERITY_INFORMATION; severity--)
    for (guint i = 0; i < problems->len; i++)
      {
        const NpProblem *problem = g_ptr_array_index (problems, i);

        if ((int) problem->severity == severity)
          gtk_list_box_append (list, np_problem_row_new (problem));
      }
}
