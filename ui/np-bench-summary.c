/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-bench-summary.h"

char *
np_bench_summary_of_errors (GPtrArray *problems)
{
  const char *first = NULL;
  guint n_errors = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = g_ptr_array_index (problems, i);

      if (problem->severity != NP_SEVERITY_ERROR)
        continue;
      if (n_errors++ == 0)
        first = problem->what;
    }
  if (n_errors <= 1)
    return g_strdup (first);
  /* Translators: a problem as a whole sentence, then the number of the others */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s There is %u more problem.", "%s There are %u more problems.", n_errors - 1), first,
                          n_errors - 1);
}

char *
np_bench_summary_of_plan (NpPlan *plan)
{
  const NpRecipe *recipe = np_plan_get_recipe (plan);
  guint size = (guint) g_bytes_get_size (np_image_get_bytes (np_plan_get_image (plan)));

  /* Translators: what is written, to which boards, where: "744 bytes of factory data for STM32WBA6 at 0x081EC000" */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u byte of factory data for %s at 0x%08X",
                                       "%u bytes of factory data for %s at 0x%08X", size),
                          size, np_platform_get_name (recipe->platform), recipe->factory_data_address);
}
