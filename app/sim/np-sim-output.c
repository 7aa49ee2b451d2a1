/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "np-sim-output.h"

#define RULE "      -------------------------------------------------------------------"
#define BAR_WIDTH 50
#define COLOUR_END "\033[39;49m\033[0m"

/* A bar's characters in code page 437. */
#define WINDOWS_SHADE '\xB1'
#define WINDOWS_BLOCK '\xDB'

static void
put (NpSimOutput *self, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\n' && self->windows)
        putchar ('\r');
      putchar (*c);
    }
  fflush (stdout);
  if (self->log != NULL)
    {
      fputs (text, self->log);
      fflush (self->log);
    }
}

static gboolean
has_colours (const NpSimOutput *self)
{
  return !self->quiet && !self->windows;
}

void
np_sim_print (NpSimOutput *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  put (self, text);
}

static void
put_coloured (NpSimOutput *self, const char *colour, const char *kind, const char *text)
{
  const char *begin = has_colours (self) ? colour : "";
  const char *end = has_colours (self) ? COLOUR_END : "";
  g_autofree char *line = g_strdup_printf ("%s%s: %s\n%s", begin, kind, text, end);

  put (self, line);
}

void
np_sim_print_error (NpSimOutput *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  put_coloured (self, "\033[31m", "Error", text);
}

void
np_sim_print_warning (NpSimOutput *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  put_coloured (self, "\033[33m", "Warning", text);
}

void
np_sim_print_title (NpSimOutput *self)
{
  const char *begin = has_colours (self) ? "\033[36m\033[01m" : "";
  const char *end = has_colours (self) ? COLOUR_END : "";

  if (self->quiet)
    return;
  np_sim_print (self, "%s" RULE "\n%s", begin, end);
  np_sim_print (self, "%s                        STM32CubeProgrammer v2.%u.0                  \n%s", begin, self->minor, end);
  np_sim_print (self, "%s" RULE "\n%s\n", begin, end);
}

void
np_sim_print_bar (NpSimOutput *self, guint percent)
{
  guint done = BAR_WIDTH * percent / 100;
  char text[BAR_WIDTH + 1] = { 0 };

  if (self->quiet)
    np_sim_print (self, "%s", percent == 100 ? "\n" : "");
  else if (!self->windows)
    {
      memset (text, '=', done);
      memset (text + done, ' ', BAR_WIDTH - done);
      np_sim_print (self, "\r[%s] %3u%% %s", text, percent, percent == 100 ? "\n" : "");
    }
  else if (percent == 0 || percent == 100)
    {
      memset (text, percent == 0 ? WINDOWS_SHADE : WINDOWS_BLOCK, BAR_WIDTH);
      np_sim_print (self, "\r%s %u%%%s", text, percent, percent == 100 ? " \n" : "");
    }
}

void
np_sim_print_elapsed (NpSimOutput *self, const char *label, double seconds)
{
  guint64 milliseconds = seconds * 1000 + 0.5;

  np_sim_print (self, "%s: %02u:%02u:%02u.%03u\n", label, (guint) (milliseconds / 3600000), (guint) (milliseconds / 60000 % 60),
                (guint) (milliseconds / 1000 % 60), (guint) (milliseconds % 1000));
}
