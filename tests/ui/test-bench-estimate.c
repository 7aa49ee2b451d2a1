/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-bench-estimate.h"

#define SECOND G_USEC_PER_SEC

static const gint64 measured[] = { 31 * SECOND, 29 * SECOND, 300 * SECOND, 30 * SECOND, 28 * SECOND }; /* median 30 s */
static const double progress[] = { 0.5, 0.9 };

static const struct
{
  const char *name;
  NpBenchWork work;
  gint64 left;
} cases[] = {
  { "nothing measured", { .n_running = 2, .progress = progress, .n_at_once = 16 }, -1 },
  { "those at work", { measured, 5, progress, 2, 0, 16, 0, 8 }, 15 * SECOND },
  { "one waits for the first place", { measured, 5, progress, 2, 1, 2, 0, 8 }, 33 * SECOND },
  { "two wait", { measured, 5, progress, 2, 2, 2, 0, 8 }, 45 * SECOND },
  { "room for all that wait", { measured, 5, NULL, 0, 3, 16, 0, 8 }, 30 * SECOND },
  { "two more loads", { measured, 5, progress, 2, 0, 16, 9, 8 }, 75 * SECOND },
  { "loads that need two turns", { measured, 5, progress, 2, 0, 4, 8, 8 }, 75 * SECOND },
  { "planned, and no port", { measured, 5, progress, 2, 0, 16, 9, 0 }, 15 * SECOND },
};

static void
test_estimate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 left = np_bench_estimate (&cases[i].work);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (ABS (left - cases[i].left), <=, 1);
    }
}

static void
test_text (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } texts[] = {
    { -1, NULL },
    { 0, NULL },
    { 1, "Less than a minute left" },
    { 59, "Less than a minute left" },
    { 60, "About 1 minute left" },
    { 100, "About 2 minutes left" },
    { 13 * 60 + 10, "About 13 minutes left" },
    { 119 * 60, "About 119 minutes left" },
    { 130 * 60, "About 2 hours left" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = np_bench_estimate_to_text (texts[i].seconds * SECOND);

      g_assert_cmpstr (text, ==, texts[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bench-estimate/estimate", test_estimate);
  g_test_add_func ("/bench-estimate/text", test_text);
  return g_test_run ();
}
