/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-text.h"

/* FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: a serial number keeps its order in a right-to-left sentence. */
#define ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"

#define TAIL_LENGTH 4

char *
np_text_dup_duration (gint64 microseconds)
{
  gint64 seconds = MAX (microseconds, 0) / G_USEC_PER_SEC;
  int hours = (int) (seconds / 3600);
  int minutes = (int) (seconds / 60 % 60);

  if (hours > 0)
    return g_strdup_printf ("%d:%02d:%02d", hours, minutes, (int) (seconds % 60));
  return g_strdup_printf ("%d:%02d", minutes, (int) (seconds % 60));
}

char *
np_text_dup_probe (const char *probe_serial)
{
  glong length = g_utf8_strlen (probe_serial, -1);

  if (length <= TAIL_LENGTH)
    return g_strconcat (ISOLATE "ST-LINK ", probe_serial, POP_ISOLATE, NULL);
  return g_strconcat (ISOLATE "ST-LINK …", g_utf8_offset_to_pointer (probe_serial, length - TAIL_LENGTH), POP_ISOLATE, NULL);
}

char *
np_text_dup_isolated (const char *text)
{
  return g_strconcat (ISOLATE, text, POP_ISOLATE, NULL);
}

char *
np_text_dup_sentence (const char *text)
{
  GString *sentence;

  if (text == NULL || *text == '\0')
    return g_strdup (text);
  sentence = g_string_new (NULL);
  g_string_append_unichar (sentence, g_unichar_toupper (g_utf8_get_char (text)));
  g_string_append (sentence, g_utf8_next_char (text));
  return g_string_free (sentence, FALSE);
}

/* As the user's locale writes times and dates. */
char *
np_text_dup_time (gint64 seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (seconds);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  gboolean today = time != NULL && g_date_time_get_year (time) == g_date_time_get_year (now)
                   && g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now);

  if (time == NULL)
    return g_strdup ("");
  /* Translators: a time of today (%H hour, %M minute), and a day (%e day, %B month, %Y year) */
  return g_date_time_format (time, today ? _("today %H:%M") : _("%e %B %Y"));
}

char *
np_text_dup_without_mnemonic (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("", parts);
}
