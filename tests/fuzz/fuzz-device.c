/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "check/np-device-verdict.h"
#include "factory/np-factory-file.h"
#include "fuzz-problems.h"
#include "fuzz.h"

/* Any file that holds factory data gets a verdict, and a device with an error is never one that a phone would take. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpFactoryData) device = np_factory_file_parse (bytes, problems, NULL);
  g_auto(NpCheckContext) context = { 0 };
  g_autoptr(NpDeviceVerdict) verdict = NULL;

  if (device == NULL)
    return 0;

  np_check_context_init (&context);
  verdict = np_check_device (device, NULL, &context, problems);
  g_assert_cmpint (verdict->conclusion == NP_DEVICE_REFUSED || verdict->conclusion == NP_DEVICE_UNFIT, ==,
                   np_problem_list_has_errors (problems));
  g_assert_true (g_utf8_validate (verdict->summary, -1, NULL));
  for (guint i = 0; i < NP_CHAIN_N_LINKS; i++)
    {
      g_autofree char *line = np_chain_link_to_text (verdict, verdict->links[i].role);

      g_assert_true (g_utf8_validate (line, -1, NULL));
    }
  fuzz_check_problems (problems);

  return 0;
}
