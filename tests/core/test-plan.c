/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-error.h"
#include "project/np-project.h"
#include "run/np-plan.h"

static NpImage *
sample_image (void)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GError) error = NULL;
  NpImage *image = np_image_encode (np_project_get_factory_data (project), &error);

  g_assert_no_error (error);
  return image;
}

static char *
plan_text (const char *platform, const char *loader, const char *probe)
{
  g_autoptr(NpImage) image = sample_image ();
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find (platform));
  g_autoptr(GError) error = NULL;
  g_autoptr(NpRecipeFacts) facts = NULL;
  g_autoptr(NpPlan) plan = NULL;

  recipe->loader = g_strdup (loader);
  facts = np_recipe_facts_read (recipe, NULL);
  plan = np_plan_new (recipe, image, facts, &error);
  g_assert_no_error (error);
  return np_plan_to_text (plan, probe, NULL);
}

/* The plans as people read them. The command lines are those that ST's tool uses for the same steps (facts: -d and -w are the same
 * command), without its second connect for the reset. */
static void
test_golden (void)
{
  g_autofree char *wba = plan_text ("stm32wba6", NULL, NULL);
  g_autofree char *wb = plan_text ("stm32wb55", "/loaders/S25FL128S_STM32WB5MM-DK.stldr", "003500233038510234333935");

  g_assert_cmpstr (wba, ==,
                   "1. Check board\n"
                   "   STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=HOTPLUG -ob displ -r32 0x0BFA0700 12\n"
                   "2. Write factory data\n"
                   "   STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -w {image} 0x081EC000 -v\n"
                   "3. Compare with plan\n"
                   "   STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -u 0x081EC000 1604 {readback}\n"
                   "4. Restart board\n"
                   "   STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -rst\n");
  g_assert_cmpstr (wb, ==,
                   "1. Check board\n"
                   "   STM32_Programmer_CLI -q -c port=SWD sn=003500233038510234333935 mode=HOTPLUG -ob displ -r32 0x1FFF7590 12\n"
                   "2. Write factory data\n"
                   "   STM32_Programmer_CLI -q -c port=SWD sn=003500233038510234333935 mode=UR -el /loaders/S25FL128S_STM32WB5MM-DK.stldr "
                   "-w {image} 0x901C0000 -v\n"
                   "3. Compare with plan\n"
                   "   STM32_Programmer_CLI -q -c port=SWD sn=003500233038510234333935 mode=UR -el /loaders/S25FL128S_STM32WB5MM-DK.stldr "
                   "-u 0x901C0000 1604 {readback}\n"
                   "4. Restart board\n"
                   "   STM32_Programmer_CLI -q -c port=SWD sn=003500233038510234333935 mode=UR -rst\n");
}

static void
test_refused (void)
{
  static const struct
  {
    NpJob job;
    const char *platform;
    guint32 address;
    const char *complaint;
  } cases[] = {
    { NP_JOB_PROVISION, "stm32wba6", 0x081EC000, "provisioning firmware" },
    { NP_JOB_RECONFIGURE, NULL, 0x081EC000, "platform" },
    { NP_JOB_RECONFIGURE, "stm32wba6", 0, "address" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(NpImage) image = sample_image ();
      g_autoptr(NpRecipe) recipe = np_recipe_new (cases[i].job, cases[i].platform != NULL ? np_platform_find (cases[i].platform) : NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(NpRecipeFacts) facts = NULL;
      g_autoptr(NpPlan) plan = NULL;

      recipe->factory_data_address = cases[i].address;
      facts = np_recipe_facts_read (recipe, NULL);
      plan = np_plan_new (recipe, image, facts, &error);
      g_assert_null (plan);
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, cases[i].complaint));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/golden", test_golden);
  g_test_add_func ("/plan/refused", test_refused);
  return g_test_run ();
}
