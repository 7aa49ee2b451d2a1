/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-text.h"

static void
test_duration (void)
{
  static const struct
  {
    gint64 microseconds;
    const char *text;
  } cases[] = {
    { 0, "0:00" },
    { -1, "0:00" },
    { 999999, "0:00" },
    { 1000000, "0:01" },
    { G_GINT64_CONSTANT (760000000), "12:40" },
    { G_GINT64_CONSTANT (3599999999), "59:59" },
    { G_GINT64_CONSTANT (3723000000), "1:02:03" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = np_text_dup_duration (cases[i].microseconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Clones have serial numbers of any length and of any characters (facts: "R", "9"). */
static void
test_probe (void)
{
  static const char *const cases[][2] = {
    { "066DFF485754727567023A41", "\u2068ST-LINK …3A41\u2069" },
    { "R", "\u2068ST-LINK R\u2069" },
    { "", "\u2068ST-LINK \u2069" },
    { "12345", "\u2068ST-LINK …2345\u2069" },
    { "aä€ß漢", "\u2068ST-LINK …ä€ß漢\u2069" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = np_text_dup_probe (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_sentence (void)
{
  static const char *const cases[][2] = {
    { NULL, NULL },
    { "", "" },
    { "the recipe needs STM32WBA6", "The recipe needs STM32WBA6" },
    { "äh", "Äh" },
    { "/tmp/x is missing", "/tmp/x is missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = np_text_dup_sentence (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/duration", test_duration);
  g_test_add_func ("/text/probe", test_probe);
  g_test_add_func ("/text/sentence", test_sentence);
  return g_test_run ();
}
