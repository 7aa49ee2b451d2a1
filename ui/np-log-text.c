/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <string.h>
#include <time.h>

#include "np-log-text.h"

#define SLICE_US 1500
#define LINES_AT_ONCE 32   /* between two looks at the clock */
#define DROPPED_AT_ONCE 64
#define MAX_MATCHES 10000
#define TIME_LENGTH 14     /* "20:31:05.123" and two spaces */

typedef struct
{
  guint64 line;
  guint start; /* in characters */
} Match;

struct _NpLogText
{
  GObject parent_instance;

  GtkTextBuffer *buffer;
  GtkTextTag *time_tag; /* of the buffer */
  NpBoardLog *log;
  NpLogFilter filter;
  gboolean active;
  guint slice_source;
  gint64 longest_slice;

  GArray *shown;      /* of guint64: numbers of the lines in the buffer; those before n_dropped have gone */
  guint n_dropped;
  guint64 next;       /* the first line of the log that wasn't looked at */

  char *needle;       /* folded; NULL: nothing is looked for */
  guint needle_length; /* in characters */
  guint searched;     /* index into shown: lines before it were searched */
  GArray *matches;    /* of Match */
  guint current;      /* index into matches and 1; 0 for none */

  gint64 clock_second;
  char clock_text[16];
};

enum
{
  PROP_MATCHES = 1,
  PROP_POSITION,
  N_PROPERTIES
};

enum
{
  SIGNAL_APPENDED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpLogText, np_log_text, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* How a source is told from the others: a mark before the line and a tag on it. */
static const struct
{
  const char *mark;
  const char *tag;
} looks[] = {
  [NP_LOG_SOURCE_RUN] = { "", "run" },
  [NP_LOG_SOURCE_TOOL] = { "│ ", "tool" },
  [NP_LOG_SOURCE_SERIAL] = { "› ", "serial" },
};

static gboolean
is_shown (NpLogText *self, NpLogLine line)
{
  switch (self->filter)
    {
    case NP_LOG_FILTER_ALL: return TRUE;
    case NP_LOG_FILTER_PROGRAMMER: return line.source != NP_LOG_SOURCE_SERIAL;
    case NP_LOG_FILTER_SERIAL: return line.source == NP_LOG_SOURCE_SERIAL;
    }
  g_return_val_if_reached (TRUE);
}

static guint64
get_shown (NpLogText *self, guint index)
{
  return g_array_index (self->shown, guint64, index);
}

/* --- Lines that have gone --- */

static void
forget_matches (NpLogText *self, guint64 first)
{
  guint n = 0;

  while (n < self->matches->len && g_array_index (self->matches, Match, n).line < first)
    n++;
  if (n == 0)
    return;
  g_array_remove_range (self->matches, 0, n);
  self->current = self->current > n ? self->current - n : 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MATCHES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

/* The array is moved together when half of it has gone. */
static void
compact (NpLogText *self)
{
  if (self->n_dropped < 1024 || self->n_dropped < self->shown->len / 2)
    return;
  g_array_remove_range (self->shown, 0, self->n_dropped);
  self->searched -= MIN (self->searched, self->n_dropped);
  self->n_dropped = 0;
}

/* Takes lines that the log has dropped out of the buffer. FALSE: there are none. */
static gboolean
drop_lines (NpLogText *self)
{
  guint64 first = np_board_log_get_first (self->log);
  guint n = 0;
  GtkTextIter start, end;

  while (n < DROPPED_AT_ONCE && self->n_dropped + n < self->shown->len && get_shown (self, self->n_dropped + n) < first)
    n++;
  if (n == 0)
    return FALSE;
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_get_iter_at_line (self->buffer, &end, (int) n);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  self->n_dropped += n;
  self->searched = MAX (self->searched, self->n_dropped);
  forget_matches (self, self->n_dropped < self->shown->len ? get_shown (self, self->n_dropped) : first);
  compact (self);
  return TRUE;
}

/* --- Lines that have come --- */

static void
update_clock (NpLogText *self, gint64 time)
{
  gint64 second = time / G_USEC_PER_SEC;
  g_autoptr(GDateTime) date = NULL;
  g_autofree char *text = NULL;

  if (second == self->clock_second)
    return;
  date = g_date_time_new_from_unix_local (second);
  text = g_date_time_format (date, "%T");
  g_strlcpy (self->clock_text, text, sizeof self->clock_text);
  self->clock_second = second;
}

/* Each line ends with a line end: so line n of the buffer is the n-th that is shown, and an empty one follows the last. */
static void
insert_line (NpLogText *self, GtkTextIter *end, NpLogLine line)
{
  char time[32];
  g_autofree char *text = g_strconcat (looks[line.source].mark, line.text, "\n", NULL);

  update_clock (self, line.time);
  g_snprintf (time, sizeof time, "%s.%03d  ", self->clock_text, (int) (line.time % G_USEC_PER_SEC / 1000));
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, end, time, -1, "time", NULL);
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, end, text, -1, looks[line.source].tag, NULL);
}

/* FALSE: there are none to append. */
static gboolean
append_lines (NpLogText *self)
{
  guint64 end = np_board_log_get_end (self->log);
  GtkTextIter iter;

  self->next = MAX (self->next, np_board_log_get_first (self->log));
  if (self->next == end)
    return FALSE;
  gtk_text_buffer_get_end_iter (self->buffer, &iter);
  for (guint i = 0; i < LINES_AT_ONCE && self->next < end; i++, self->next++)
    {
      NpLogLine line = np_board_log_get_line (self->log, self->next);

      if (!is_shown (self, line))
        continue;
      insert_line (self, &iter, line);
      g_array_append_val (self->shown, self->next);
    }
  g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
  return TRUE;
}

/* --- What is looked for --- */

/* One character for one, so that positions stay. */
static char *
fold (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_string_append_unichar (folded, g_unichar_tolower (g_utf8_get_char (c)));
  return g_string_free (folded, FALSE);
}

static void
tag_match (NpLogText *self, guint index, guint start)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_line_offset (self->buffer, &from, (int) (index - self->n_dropped), (int) start);
  to = from;
  gtk_text_iter_forward_chars (&to, (int) self->needle_length);
  gtk_text_buffer_apply_tag_by_name (self->buffer, "match", &from, &to);
}

static void
search_line (NpLogText *self, guint index)
{
  NpLogLine line = np_board_log_get_line (self->log, get_shown (self, index));
  g_autofree char *text = fold (line.text);
  guint before = TIME_LENGTH + (guint) g_utf8_strlen (looks[line.source].mark, -1);

  for (const char *found = strstr (text, self->needle); found != NULL && self->matches->len < MAX_MATCHES;
       found = strstr (found + strlen (self->needle), self->needle))
    {
      Match match = { get_shown (self, index), before + (guint) g_utf8_pointer_to_offset (text, found) };

      g_array_append_val (self->matches, match);
      tag_match (self, index, match.start);
    }
}

/* FALSE: all that is there was searched. */
static gboolean
search_lines (NpLogText *self)
{
  guint n_matches = self->matches->len;

  if (self->needle == NULL || self->searched == self->shown->len)
    return FALSE;
  for (guint i = 0; i < LINES_AT_ONCE && self->searched < self->shown->len; i++)
    search_line (self, self->searched++);
  if (self->matches->len != n_matches)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MATCHES]);
  return TRUE;
}

/* --- In slices --- */

/* Of this thread: on a busy machine the clock tells more of other programs than of us. */
static gint64
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
slice_cb (gpointer user_data)
{
  NpLogText *self = user_data;
  gint64 start = g_get_monotonic_time ();
  gint64 own_start = get_processor_time ();
  gboolean more = TRUE;

  while (more && g_get_monotonic_time () - start < SLICE_US)
    more = drop_lines (self) || append_lines (self) || search_lines (self);
  self->longest_slice = MAX (self->longest_slice, get_processor_time () - own_start);
  if (more)
    return G_SOURCE_CONTINUE;
  self->slice_source = 0;
  return G_SOURCE_REMOVE;
}

static void
work_later (NpLogText *self)
{
  if (self->active && self->log != NULL && self->slice_source == 0)
    self->slice_source = g_idle_add (slice_cb, self);
}

static void
empty (NpLogText *self)
{
  g_clear_handle_id (&self->slice_source, g_source_remove);
  gtk_text_buffer_set_text (self->buffer, "", 0);
  g_array_set_size (self->shown, 0);
  g_array_set_size (self->matches, 0);
  self->n_dropped = 0;
  self->next = 0;
  self->searched = 0;
  self->current = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MATCHES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  work_later (self);
}

void
np_log_text_set_log (NpLogText *self, NpBoardLog *log)
{
  g_return_if_fail (NP_IS_LOG_TEXT (self));
  g_return_if_fail (log == NULL || NP_IS_BOARD_LOG (log));

  if (log == self->log)
    return;
  if (self->log != NULL)
    g_signal_handlers_disconnect_by_data (self->log, self);
  g_set_object (&self->log, log);
  if (log != NULL)
    g_signal_connect_swapped (log, "changed", G_CALLBACK (work_later), self);
  empty (self);
}

void
np_log_text_set_filter (NpLogText *self, NpLogFilter filter)
{
  g_return_if_fail (NP_IS_LOG_TEXT (self));

  if (filter == self->filter)
    return;
  self->filter = filter;
  empty (self);
}

void
np_log_text_set_active (NpLogText *self, gboolean active)
{
  g_return_if_fail (NP_IS_LOG_TEXT (self));

  self->active = active;
  if (active)
    work_later (self);
  else
    g_clear_handle_id (&self->slice_source, g_source_remove);
}

gboolean
np_log_text_is_settled (NpLogText *self)
{
  g_return_val_if_fail (NP_IS_LOG_TEXT (self), TRUE);

  return self->slice_source == 0 && (self->log == NULL || self->next == np_board_log_get_end (self->log));
}

guint
np_log_text_get_n_lines (NpLogText *self)
{
  g_return_val_if_fail (NP_IS_LOG_TEXT (self), 0);
  return self->shown->len - self->n_dropped;
}

GtkTextBuffer *
np_log_text_get_buffer (NpLogText *self)
{
  g_return_val_if_fail (NP_IS_LOG_TEXT (self), NULL);
  return self->buffer;
}

gint64
np_log_text_get_longest_slice (NpLogText *self)
{
  g_return_val_if_fail (NP_IS_LOG_TEXT (self), 0);
  return self->longest_slice;
}

/* --- Finding --- */

void
np_log_text_find (NpLogText *self, const char *text)
{
  g_autofree char *needle = NULL;
  GtkTextIter start, end;

  g_return_if_fail (NP_IS_LOG_TEXT (self));

  needle = text != NULL && *text != '\0' ? fold (text) : NULL;
  if (g_strcmp0 (needle, self->needle) == 0)
    return;
  if (self->matches->len > 0)
    {
      gtk_text_buffer_get_bounds (self->buffer, &start, &end);
      gtk_text_buffer_remove_tag_by_name (self->buffer, "match", &start, &end);
    }
  g_free (self->needle);
  self->needle = g_steal_pointer (&needle);
  self->needle_length = self->needle != NULL ? (guint) g_utf8_strlen (self->needle, -1) : 0;
  self->searched = self->n_dropped;
  self->current = 0;
  g_array_set_size (self->matches, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MATCHES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  work_later (self);
}

guint
np_log_text_get_matches (NpLogText *self)
{
  g_return_val_if_fail (NP_IS_LOG_TEXT (self), 0);
  return self->matches->len;
}

guint
np_log_text_get_position (NpLogText *self)
{
  g_return_val_if_fail (NP_IS_LOG_TEXT (self), 0);
  return self->current;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

static void
select_match (NpLogText *self, const Match *match)
{
  GtkTextIter from, to;
  const guint64 *found = bsearch (&match->line, &g_array_index (self->shown, guint64, self->n_dropped), np_log_text_get_n_lines (self),
                                  sizeof (guint64), compare_lines);

  g_return_if_fail (found != NULL); /* matches go with their lines */
  gtk_text_buffer_get_iter_at_line_offset (self->buffer, &from, (int) (found - &g_array_index (self->shown, guint64, self->n_dropped)),
                                           (int) match->start);
  to = from;
  gtk_text_iter_forward_chars (&to, (int) self->needle_length);
  gtk_text_buffer_select_range (self->buffer, &from, &to);
}

gboolean
np_log_text_move (NpLogText *self, gboolean forward)
{
  guint n;

  g_return_val_if_fail (NP_IS_LOG_TEXT (self), FALSE);

  n = self->matches->len;
  if (n == 0)
    return FALSE;
  if (forward)
    self->current = self->current == n ? 1 : self->current + 1;
  else
    self->current = self->current <= 1 ? n : self->current - 1;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  select_match (self, &g_array_index (self->matches, Match, self->current - 1));
  return TRUE;
}

/* --- The class --- */

static void
np_log_text_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpLogText *self = NP_LOG_TEXT (object);

  switch (property)
    {
    case PROP_MATCHES: g_value_set_uint (value, self->matches->len); break;
    case PROP_POSITION: g_value_set_uint (value, self->current); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_log_text_dispose (GObject *object)
{
  NpLogText *self = NP_LOG_TEXT (object);

  g_clear_handle_id (&self->slice_source, g_source_remove);
  if (self->log != NULL)
    g_signal_handlers_disconnect_by_data (self->log, self);
  g_clear_object (&self->log);
  G_OBJECT_CLASS (np_log_text_parent_class)->dispose (object);
}

static void
np_log_text_finalize (GObject *object)
{
  NpLogText *self = NP_LOG_TEXT (object);

  g_object_unref (self->buffer);
  g_array_unref (self->shown);
  g_array_unref (self->matches);
  g_free (self->needle);
  G_OBJECT_CLASS (np_log_text_parent_class)->finalize (object);
}

static void
np_log_text_class_init (NpLogTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = np_log_text_get_property;
  object_class->dispose = np_log_text_dispose;
  object_class->finalize = np_log_text_finalize;

  properties[PROP_MATCHES] = g_param_spec_uint ("matches", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_APPENDED] = g_signal_new ("appended", NP_TYPE_LOG_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* Less than the line, and yet read easily: at least 5.5 to 1 on its ground. */
static void
update_time_colour (NpLogText *self)
{
  static const char *const colours[] = { "#5e5c64", "#b5b3ae" };
  static const char *const high_contrast[] = { "#241f31", "#f6f5f4" };
  AdwStyleManager *style = adw_style_manager_get_default ();
  const char *const *colour = adw_style_manager_get_high_contrast (style) ? high_contrast : colours;

  g_object_set (self->time_tag, "foreground", colour[adw_style_manager_get_dark (style)], NULL);
}

/* What a line is stands in its mark, too. */
static void
np_log_text_init (NpLogText *self)
{
  self->buffer = gtk_text_buffer_new (NULL);
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  self->time_tag = gtk_text_buffer_create_tag (self->buffer, "time", NULL, NULL);
  update_time_colour (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_time_colour), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (update_time_colour), self, G_CONNECT_SWAPPED);
  gtk_text_buffer_create_tag (self->buffer, "run", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (self->buffer, "tool", NULL);
  gtk_text_buffer_create_tag (self->buffer, "serial", NULL);
  gtk_text_buffer_create_tag (self->buffer, "match", "background", "#f9f06b", "foreground", "#241f31", NULL);
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  self->clock_second = -1;
}

NpLogText *
np_log_text_new (void)
{
  return g_object_new (NP_TYPE_LOG_TEXT, NULL);
}
