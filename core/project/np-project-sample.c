/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-project"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "bench/np-bench-folder.h"
#include "factory/np-problem.h"
#include "factory/np-st-json.h"
#include "np-error.h"
#include "np-project-sample-private.h"

#define SAMPLE_RESOURCE "/io/github/nameplate/Nameplate/samples/stm32wba6.json"
#define APPLICATION_PATTERN "^Sample Lamp"
#define COPROCESSOR_ADDRESS 0x08056000u

/* What the handshake brings. */
static const NpTag identity_tags[] = {
  NP_TAG_DEVICE_ATTESTATION_CERTIFICATE,
  NP_TAG_PAI_CERTIFICATE,
  NP_TAG_DEVICE_ATTESTATION_PRIV_KEY,
  NP_TAG_DEVICE_ATTESTATION_PUB_KEY,
};

static const NpSampleSetting samples[] = {
  { { "reconfigure", N_("Sample Lamp"), N_("STM32WBA6 boards that have their firmware get complete factory data."), "stm32wba6" },
    .job = NP_JOB_RECONFIGURE },
  { { "wba6", N_("Sample Lamp, STM32WBA6"), N_("Provisioning without secure boot: the key is stored in flash."), "stm32wba6" },
    .job = NP_JOB_PROVISION },
  { { "wba6-oemirot", N_("Sample Lamp, STM32WBA6 with OEMiRoT"),
      N_("Provisioning with ST's secure boot: scripts open the board and install it; the key is stored in flash."), "stm32wba6" },
    .job = NP_JOB_PROVISION, .security = 1 },
  { { "wba6-oemirot-tfm", N_("Sample Lamp, STM32WBA6 with OEMiRoT and TF-M"),
      N_("Provisioning with secure boot and TF-M: the key is stored where only TF-M can use it."), "stm32wba6" },
    .job = NP_JOB_PROVISION, .security = 2, .key_store = NP_BENCH_KEY_STORE_ITS },
  { { "u5-oemirot", N_("Sample Lamp, STM32U5 with OEMiRoT"),
      N_("Provisioning with secure boot on the STM32U5: scripts open the board and install it; the key is stored in flash."), "stm32u5" },
    .job = NP_JOB_PROVISION, .security = 1 },
  { { "wb55-test", N_("Sample Lamp, STM32WB55 for test"),
      N_("Provisioning with a wireless stack and external flash; the older firmware stores the key in flash."), "stm32wb55" },
    .job = NP_JOB_PROVISION, .mode = NP_PROVISIONING_MODE_TEST, .generation = NP_BENCH_GENERATION_ACTS_AT_BOOT, .coprocessor = TRUE },
  { { "wb55-production", N_("Sample Lamp, STM32WB55 for production"),
      N_("As for test, but the key takes a slot of the chip's key storage (CKS), for ever."), "stm32wb55" },
    .job = NP_JOB_PROVISION, .mode = NP_PROVISIONING_MODE_PRODUCTION, .generation = NP_BENCH_GENERATION_ACTS_AT_BOOT,
    .key_store = NP_BENCH_KEY_STORE_CKS, .coprocessor = TRUE, .serial_number = "LAMP-0001" },
};

guint
np_project_sample_get_count (void)
{
  return G_N_ELEMENTS (samples);
}

const NpProjectSample *
np_project_sample_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (samples), NULL);

  return &samples[index].sample;
}

const NpProjectSample *
np_project_sample_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    if (g_strcmp0 (samples[i].sample.name, name) == 0)
      return &samples[i].sample;
  return NULL;
}

static NpFactoryData *
load_factory_data (const NpSampleSetting *setting)
{
  g_autoptr(GBytes) json = g_resources_lookup_data (SAMPLE_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  NpFactoryData *data = np_st_json_parse (json, problems, NULL);

  for (guint i = 0; setting->job == NP_JOB_PROVISION && i < G_N_ELEMENTS (identity_tags); i++)
    np_factory_data_remove (data, identity_tags[i]);
  if (setting->serial_number != NULL)
    np_factory_data_set_string (data, NP_TAG_SERIAL_NUMBER, setting->serial_number, NULL);
  return data;
}

/* The addresses are those that the platform foresees, or where it foresees none, those that the simulated boards have. */
static gboolean
set_addresses (NpRecipe *recipe, const NpSampleSetting *setting, GError **error)
{
  NpBenchSlots slots;

  np_recipe_set_default_addresses (recipe);
  if (recipe->application_address != 0)
    return TRUE;
  if (setting->security == 0)
    {
      recipe->application_address = np_platform_get_flash (recipe->platform)->start;
      return TRUE;
    }
  if (!np_bench_folder_get_slots (setting->sample.platform, setting->security, &slots, error))
    return FALSE;
  recipe->application_address = slots.download;
  return TRUE;
}

static NpRecipe *
make_recipe (const NpSampleSetting *setting, GError **error)
{
  g_autoptr(NpRecipe) recipe = np_recipe_new (setting->job, np_platform_find (setting->sample.platform));

  if (setting->job == NP_JOB_RECONFIGURE)
    return g_steal_pointer (&recipe);
  recipe->security = setting->security;
  recipe->mode = setting->mode;
  recipe->application_firmware = g_strdup (NP_SAMPLE_APPLICATION);
  recipe->application_pattern = g_strdup (APPLICATION_PATTERN);
  if (setting->security == 0)
    recipe->provisioning_firmware = g_strdup (NP_SAMPLE_PROVISIONING);
  else
    {
      recipe->scripts_folder = g_strdup (NP_SAMPLE_SCRIPTS);
      recipe->magic_trailer = g_strdup (NP_SAMPLE_TRAILER);
    }
  if (setting->coprocessor)
    {
      recipe->coprocessor_firmware = g_strdup (NP_SAMPLE_COPROCESSOR);
      recipe->coprocessor_address = COPROCESSOR_ADDRESS;
    }
  return set_addresses (recipe, setting, error) ? g_steal_pointer (&recipe) : NULL;
}

/* Only what was declared so is test firmware; everything else counts as production's. */
static gboolean
declare_test_firmware (NpRecipe *recipe, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, recipe->provisioning_firmware, NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  if (!g_file_get_contents (path, &bytes, &size, error))
    return FALSE;
  recipe->test_firmware = g_new0 (char *, 2);
  recipe->test_firmware[0] = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) bytes, size);
  return TRUE;
}

static gboolean
make_empty_folder (const char *path, GError **error)
{
  g_autoptr(GDir) folder = NULL;

  if (g_mkdir_with_parents (path, 0700) < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("The folder “%s” can't be made: %s"), path, g_strerror (errno));
      return FALSE;
    }
  folder = g_dir_open (path, 0, error);
  if (folder == NULL)
    return FALSE;
  if (g_dir_read_name (folder) == NULL)
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The folder “%s” isn't empty; a sample needs one of its own. Nothing was written."), path);
  return FALSE;
}

NpProject *
np_project_sample_create (const NpProjectSample *self, const char *folder, GError **error)
{
  const NpSampleSetting *setting = (const NpSampleSetting *) self; /* its first member */
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(NpRecipe) recipe = NULL;
  g_autoptr(NpProject) project = NULL;

  g_return_val_if_fail (self != NULL && folder != NULL, NULL);

  recipe = make_recipe (setting, error);
  if (recipe == NULL || !make_empty_folder (folder, error) || !np_sample_write_files (setting, folder, error))
    return NULL;
  if (setting->job == NP_JOB_PROVISION && setting->mode == NP_PROVISIONING_MODE_TEST && !declare_test_firmware (recipe, folder, error))
    return NULL;
  data = load_factory_data (setting);
  project = np_project_new (_(self->title), data, recipe);
  return np_project_save (project, folder, error) ? g_steal_pointer (&project) : NULL;
}

NpProject *
np_project_new_sample (void)
{
  g_autoptr(NpFactoryData) data = load_factory_data (&samples[0]);
  g_autoptr(NpRecipe) recipe = make_recipe (&samples[0], NULL);

  return np_project_new (_(samples[0].sample.title), data, recipe);
}
