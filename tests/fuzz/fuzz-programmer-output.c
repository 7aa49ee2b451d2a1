/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench/np-programmer-output.h"
#include "fuzz.h"

static void
line_cb (NpProgrammerOutput *output, const char *line, gpointer user_data)
{
  g_assert_true (g_utf8_validate (line, -1, NULL));
}

/* In pieces of a size that follows from the input: a pipe cuts anywhere. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(NpProgrammerOutput) output = np_programmer_output_new ();
  gsize piece = 1 + size % 61;

  g_signal_connect (output, "line", G_CALLBACK (line_cb), NULL);
  for (gsize i = 0; i < size; i += piece)
    np_programmer_output_feed (output, data + i, MIN (piece, size - i));
  np_programmer_output_feed_noise (output, data, size);
  np_programmer_output_end (output);
  for (int operation = NP_OPERATION_VERSION; operation <= NP_OPERATION_OPTION_BYTES; operation++)
    {
      g_autoptr(GError) error = NULL;

      if (!np_programmer_output_check (output, operation, 0, &error))
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  g_assert_cmpfloat (np_programmer_output_get_progress (output), >=, 0);
  g_assert_cmpfloat (np_programmer_output_get_progress (output), <=, 1);
  return 0;
}
