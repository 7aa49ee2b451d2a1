/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-step-list.h"

#define TICK_MS 200
#define BAR_WIDTH 72
#define MIN_SHOWN_US (G_USEC_PER_SEC / 20) /* what reads "0.0 s" has no bar */

typedef enum
{
  STEP_WAITING,
  STEP_RUNNING,
  STEP_DONE,
  STEP_FAILED,
} StepState;

static const struct
{
  const char *icon;
  const char *css_class;
  const char *words;
} looks[] = {
  [STEP_WAITING] = { "content-loading-symbolic", "waiting", N_("Not started") },
  [STEP_RUNNING] = { "emblem-synchronizing-symbolic", "running", N_("Running") },
  [STEP_DONE] = { "emblem-ok-symbolic", "done", N_("Done") },
  [STEP_FAILED] = { "dialog-error-symbolic", "failed", N_("Failed") },
};

typedef struct
{
  GtkWidget *row;
  GtkImage *icon;
  GtkLabel *note;
  GtkLevelBar *bar;
  GtkLabel *time;
} Row;

struct _NpStepList
{
  AdwBin parent_instance;

  NpSession *session;
  NpBoard *board;
  NpPlan *draft; /* (nullable): what a chip that has had no run would get */
  NpPlan *plan;  /* (nullable): whose steps the rows are */
  GtkListBox *list;
  GtkWidget *note;
  GArray *rows;
  guint tick;
};

G_DEFINE_FINAL_TYPE (NpStepList, np_step_list, ADW_TYPE_BIN)

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
bar_new (void)
{
  GtkWidget *bar = gtk_level_bar_new ();

  /* The default offsets would paint short times as bad ones. */
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_widget_set_size_request (bar, BAR_WIDTH, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  return bar;
}

static Row
row_new (const NpPlanStep *step, guint number)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  /* Translators: number and title of a step: "2 · Write factory data" */
  g_autofree char *plain = g_strdup_printf (_("%u · %s"), number, step->title);
  g_autofree char *title = step->permanent ? g_strdup_printf (_("%s ⚠ permanent"), plain) : g_strdup (plain);
  Row row = { 0 };

  row.icon = GTK_IMAGE (gtk_image_new ());
  row.note = GTK_LABEL (label_new (NULL, "caption"));
  row.bar = GTK_LEVEL_BAR (bar_new ());
  row.time = GTK_LABEL (label_new (NULL, "numeric"));
  gtk_label_set_width_chars (row.time, 7);
  gtk_label_set_xalign (row.time, 1);
  gtk_label_set_wrap (row.time, FALSE);
  gtk_box_append (GTK_BOX (words), label_new (title, NULL));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row.note));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row.icon));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row.bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row.time));
  gtk_widget_add_css_class (box, "step");
  row.row = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row.row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row.row), box);
  return row;
}

/* What the step is about, where that can be told in a line. */
static char *
describe_step (NpStepList *self, const NpPlanStep *step)
{
  guint size = (guint) g_bytes_get_size (np_image_get_bytes (np_plan_get_image (self->plan)));

  if (step->kind == NP_STEP_WRITE_FACTORY_DATA)
    return g_strdup_printf (ngettext ("%u byte at 0x%08X", "%u bytes at 0x%08X", size), size, np_plan_get_recipe (self->plan)->factory_data_address);
  if (step->file != NULL && step->address != 0)
    {
      g_autofree char *name = g_path_get_basename (step->file);

      /* Translators: a file, and the address that it is written to */
      return g_strdup_printf (_("%s at 0x%08X"), name, step->address);
    }
  return NULL;
}

static StepState
get_state (NpStepList *self, const NpStepRecord *record)
{
  if (record == NULL || record->started_at == 0)
    return STEP_WAITING;
  if (record->error != NULL)
    return STEP_FAILED;
  return record->duration_us > 0 ? STEP_DONE : STEP_RUNNING;
}

/* Returns: (transfer full): how it stands, and what it is about; of a failed step why */
static char *
dup_note (NpStepList *self, const NpPlanStep *step, const NpStepRecord *record, StepState state)
{
  g_autofree char *description = describe_step (self, step);

  if (state == STEP_FAILED)
    return g_strdup (record->error->message);
  if (description == NULL)
    return g_strdup (_(looks[state].words));
  /* Translators: how a step stands, and what it is about: "Not started · 744 bytes at 0x081EC000" */
  return g_strdup_printf (C_("step", "%s · %s"), _(looks[state].words), description);
}

/* Returns: (transfer full): what a screen reader says of it */
static char *
dup_spoken (guint number, const NpPlanStep *step, StepState state, const char *note, const char *time)
{
  if (state == STEP_WAITING)
    /* Translators: what a screen reader says of a step: "Step 2, Write factory data, Not started · 744 bytes at 0x081EC000" */
    return g_strdup_printf (_("Step %u, %s, %s"), number, step->title, note);
  if (state == STEP_FAILED)
    /* Translators: what a screen reader says of a step: "Step 2, Write factory data, failed, Data could not be written, 2.1 s" */
    return g_strdup_printf (_("Step %u, %s, failed, %s, %s"), number, step->title, note, time);
  /* Translators: what a screen reader says of a step: "Step 2, Write factory data, Done · 744 bytes at 0x081EC000, 2.1 s" */
  return g_strdup_printf (_("Step %u, %s, %s, %s"), number, step->title, note, time);
}

static gint64
get_duration (const NpStepRecord *record, StepState state)
{
  if (state == STEP_WAITING)
    return 0;
  return state == STEP_RUNNING ? g_get_monotonic_time () - record->started_at : record->duration_us;
}

static void
update_row (NpStepList *self, guint index, const NpStepRecord *record, gint64 longest)
{
  guint n_steps;
  const NpPlanStep *step = np_plan_get_steps (self->plan, &n_steps) + index;
  Row *row = &g_array_index (self->rows, Row, index);
  StepState state = get_state (self, record);
  gint64 duration = get_duration (record, state);
  const char *classes[] = { looks[state].css_class, NULL };
  g_autofree char *note = dup_note (self, step, record, state);
  /* Translators: how long a step took, in seconds */
  g_autofree char *time = state != STEP_WAITING ? g_strdup_printf (_("%.1f s"), (double) duration / G_USEC_PER_SEC) : g_strdup ("—");
  g_autofree char *spoken = dup_spoken (index + 1, step, state, note, time);

  gtk_image_set_from_icon_name (row->icon, looks[state].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (row->icon), classes);
  gtk_label_set_text (row->note, note);
  gtk_label_set_text (row->time, time);
  gtk_level_bar_set_value (row->bar, duration >= MIN_SHOWN_US ? (double) duration / (double) longest : 0);
  if (state == STEP_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (row->bar), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->bar), "failed");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static const NpStepRecord *
get_record (GPtrArray *records, guint index)
{
  return records != NULL && index < records->len ? records->pdata[index] : NULL;
}

static void
take_plan (NpPlan **place, NpPlan *plan)
{
  if (plan != NULL)
    np_plan_ref (plan);
  g_clear_pointer (place, np_plan_unref);
  *place = plan;
}

static void
set_plan (NpStepList *self, NpPlan *plan)
{
  guint n_steps = 0;
  const NpPlanStep *steps = plan != NULL ? np_plan_get_steps (plan, &n_steps) : NULL;

  take_plan (&self->plan, plan);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, g_array_index (self->rows, Row, i).row);
  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < n_steps; i++)
    {
      Row row = row_new (&steps[i], i + 1);

      gtk_list_box_append (self->list, row.row);
      g_array_append_val (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), plan != NULL);
  gtk_widget_set_visible (self->note, plan == NULL);
}

static void
update (NpStepList *self)
{
  NpRun *run = np_session_get_run (self->session, self->board);
  NpPlan *plan = run != NULL ? np_run_get_plan (run) : self->draft;
  GPtrArray *records = run != NULL ? np_run_get_records (run) : NULL;
  gint64 longest = 0;

  if (plan != self->plan)
    set_plan (self, plan);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const NpStepRecord *record = get_record (records, i);

      longest = MAX (longest, get_duration (record, get_state (self, record)));
    }
  for (guint i = 0; i < self->rows->len; i++)
    update_row (self, i, get_record (records, i), longest);
}

static gboolean
tick_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static void
follow_board (NpStepList *self)
{
  gboolean running = np_board_is_running (self->board);

  update (self);
  if (running && self->tick == 0)
    self->tick = g_timeout_add (TICK_MS, tick_cb, self);
  else if (!running)
    g_clear_handle_id (&self->tick, g_source_remove);
}

static void
forget_board (NpStepList *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->board != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->board, self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_clear_object (&self->board);
  g_clear_object (&self->session);
}

static void
np_step_list_dispose (GObject *object)
{
  NpStepList *self = NP_STEP_LIST (object);

  forget_board (self);
  g_clear_pointer (&self->draft, np_plan_unref);
  g_clear_pointer (&self->plan, np_plan_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (np_step_list_parent_class)->dispose (object);
}

static void
np_step_list_class_init (NpStepListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_step_list_dispose;
}

static void
np_step_list_init (NpStepList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Steps"), -1);
  self->note = label_new (_("The project’s problems stand against a plan: there are no steps yet."), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->note);
  adw_bin_set_child (ADW_BIN (self), box);
}

void
np_step_list_set_draft (NpStepList *self, NpPlan *draft)
{
  g_return_if_fail (NP_IS_STEP_LIST (self));
  g_return_if_fail (self->board != NULL);

  take_plan (&self->draft, draft);
  update (self);
}

void
np_step_list_set_board (NpStepList *self, NpSession *session, NpBoard *board, NpPlan *draft)
{
  g_return_if_fail (NP_IS_STEP_LIST (self));

  forget_board (self);
  if (session == NULL || board == NULL)
    return;
  self->session = g_object_ref (session);
  self->board = g_object_ref (board);
  take_plan (&self->draft, draft);
  set_plan (self, draft);
  g_signal_connect_swapped (board, "notify::state", G_CALLBACK (follow_board), self);
  g_signal_connect_swapped (board, "notify::step-number", G_CALLBACK (follow_board), self);
  g_signal_connect_object (session, "board-finished", G_CALLBACK (follow_board), self, G_CONNECT_SWAPPED);
  follow_board (self);
}
