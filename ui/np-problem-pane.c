/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-problem-pane.h"
#include "np-problem-row.h"
#include "np-verdict-card.h"

#define TAG_KEY "nameplate-tag"

struct _NpProblemPane
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  NpVerdictCard *verdict;
  GtkLabel *counts;
  GtkListBox *list;
  GPtrArray *problems;
  char *shown;
};

G_DEFINE_FINAL_TYPE (NpProblemPane, np_problem_pane, GTK_TYPE_WIDGET)

static guint activated_signal;

static void
row_activated_cb (NpProblemPane *self, GtkListBoxRow *row)
{
  g_signal_emit (self, activated_signal, 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), TAG_KEY)));
}

static void
append_row (NpProblemPane *self, const NpProblem *problem)
{
  GtkWidget *row = np_problem_row_new (problem);

  g_object_set_data (G_OBJECT (row), TAG_KEY, GUINT_TO_POINTER (problem->tag));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
}

/* Everything that rows show or lead to */
static char *
join_texts (GPtrArray *problems)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];
      const char *texts[] = { problem->where, problem->what, problem->why, problem->todo };

      g_string_append_printf (all, "%u %u", problem->severity, problem->tag);
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        g_string_append_printf (all, "\n%s", texts[j] != NULL ? texts[j] : "");
      g_string_append_c (all, '\n');
    }
  return g_string_free (all, FALSE);
}

static guint
count (GPtrArray *problems, NpSeverity severity)
{
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    n += ((NpProblem *) problems->pdata[i])->severity == severity;
  return n;
}

static void
show_counts (NpProblemPane *self)
{
  guint n_errors = count (self->problems, NP_SEVERITY_ERROR);
  guint n_warnings = count (self->problems, NP_SEVERITY_WARNING);
  guint n_notes = count (self->problems, NP_SEVERITY_INFORMATION);
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  g_autofree char *warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  g_autofree char *notes = g_strdup_printf (ngettext ("%u note", "%u notes", n_notes), n_notes);
  g_autofree char *text = g_strdup_printf (C_("counts of problems", "%s, %s, %s"), errors, warnings, notes);

  gtk_label_set_text (self->counts, text);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), self->problems->len > 0);
}

/* Rows are dear: they are made while someone looks, and only when they would be others. */
static void
fill (NpProblemPane *self)
{
  g_autofree char *texts = NULL;
  GtkListBoxRow *row;

  if (self->problems == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  texts = join_texts (self->problems);
  if (g_strcmp0 (texts, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&texts);
  show_counts (self);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (int severity = NP_SEVERITY_ERROR; severity >= NP_SEVERITY_INFORMATION; severity--)
    for (guint i = 0; i < self->problems->len; i++)
      if ((int) ((NpProblem *) self->problems->pdata[i])->severity == severity)
        append_row (self, self->problems->pdata[i]);
}

static void
np_problem_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (np_problem_pane_parent_class)->map (widget);
  fill (NP_PROBLEM_PANE (widget));
}

static void
np_problem_pane_dispose (GObject *object)
{
  NpProblemPane *self = NP_PROBLEM_PANE (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (np_problem_pane_parent_class)->dispose (object);
}

static void
np_problem_pane_class_init (NpProblemPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_problem_pane_dispose;
  widget_class->map = np_problem_pane_map;
  activated_signal
      = g_signal_new ("activated", NP_TYPE_PROBLEM_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_placeholder (void)
{
  GtkWidget *label = gtk_label_new (_("No problems found."));

  gtk_widget_set_margin_top (label, 24);
  gtk_widget_set_margin_bottom (label, 24);
  return label;
}

static void
make_list (NpProblemPane *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->list, make_placeholder ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Problems"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

static void
np_problem_pane_init (NpProblemPane *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));

  self->scrolled = gtk_scrolled_window_new ();
  self->verdict = g_object_new (NP_TYPE_VERDICT_CARD, "visible", FALSE, NULL);
  self->counts = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->counts, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->counts), "heading");
  make_list (self);
  gtk_widget_add_css_class (GTK_WIDGET (box), "problems");
  gtk_box_append (box, GTK_WIDGET (self->verdict));
  gtk_box_append (box, GTK_WIDGET (self->counts));
  gtk_box_append (box, GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (box));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/* Shows what a phone would do; (nullable): nothing is known yet */
void
np_problem_pane_set_verdict (NpProblemPane *self, const NpDeviceVerdict *verdict)
{
  g_return_if_fail (NP_IS_PROBLEM_PANE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->verdict), verdict != NULL);
  if (verdict != NULL)
    np_verdict_card_show (self->verdict, verdict);
}

/**
 * np_problem_pane_set_problems:
 * @problems: (element-type NpProblem): what to show
 */
void
np_problem_pane_set_problems (NpProblemPane *self, GPtrArray *problems)
{
  g_return_if_fail (NP_IS_PROBLEM_PANE (self));

  g_ptr_array_ref (problems);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = problems;
  fill (self);
}
