/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Provisioning firmware on a simulated board, over its serial port. */
#include "config.h"

#include <string.h>

#include "check/np-check.h"
#include "factory/np-problem.h"
#include "project/np-project.h"
#include "sim-bench.h"
#include "support.h"

#define APPLICATION 0x08000000u
#define RANGE_SIZE 8192u

typedef struct
{
  SimBench bench;
  NpBenchFolder *folder;
  guint32 address; /* of the factory data */
  NpImage *planned;
} Fixture;

/* A template without what the handshake brings. */
static NpImage *
make_template (void)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(NpFactoryData) data = np_factory_data_copy (np_project_get_factory_data (project));
  g_autoptr(GError) error = NULL;
  NpImage *image;

  for (NpTag tag = NP_TAG_DEVICE_ATTESTATION_CERTIFICATE; tag <= NP_TAG_DEVICE_ATTESTATION_PUB_KEY; tag++)
    np_factory_data_remove (data, tag);
  image = np_image_encode (data, &error);
  g_assert_no_error (error);
  return image;
}

static void
install (Fixture *fixture, NpBenchGeneration generation, NpBenchKeyStore key_store, const char *platform)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) firmware = np_bench_folder_make_provisioning_firmware (platform, generation, key_store, &error);

  g_assert_no_error (error);
  sim_bench_write_flash (&fixture->bench, APPLICATION, firmware);
}

static void
set_up (Fixture *fixture, const char *platform, NpBenchGeneration generation, NpBenchKeyStore key_store)
{
  sim_bench_set_up (&fixture->bench, 1, platform);
  fixture->planned = make_template ();
  fixture->address = g_strcmp0 (platform, "stm32wb55") == 0 ? 0x901C0000 : 0x081EC000;
  install (fixture, generation, key_store, platform);
  sim_bench_write_flash (&fixture->bench, fixture->address, np_image_get_bytes (fixture->planned));
}

static void
tear_down (Fixture *fixture)
{
  if (fixture->folder != NULL)
    g_assert_finalize_object (fixture->folder);
  np_image_unref (fixture->planned);
  sim_bench_tear_down (&fixture->bench);
}

/* From the boot to @answer. Returns: (transfer full): all that came after Init */
static char *
shake_hands (Fixture *fixture, const char *answer)
{
  g_autofree char *greeting = NULL;

  if (fixture->folder == NULL)
    fixture->folder = sim_bench_power_up (&fixture->bench);
  else
    sim_bench_reset (&fixture->bench);
  greeting = sim_bench_read_port (&fixture->bench, "Provisioning firmware\r\n");
  sim_bench_write_port (&fixture->bench, "Init\n");
  return sim_bench_read_port (&fixture->bench, answer);
}

static NpImage *
read_image (Fixture *fixture)
{
  g_autoptr(GBytes) flash = sim_bench_read_flash (&fixture->bench, fixture->address, RANGE_SIZE);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  NpImage *image = np_image_decode (flash, problems, &error);

  g_assert_no_error (error);
  return image;
}

/* What was planned stands first, byte for byte; then come tags 3, 4 and 6, and 5 where the key is in flash. */
static void
check_completed (Fixture *fixture, gboolean key_in_flash)
{
  g_autoptr(NpImage) image = read_image (fixture);
  GBytes *planned = np_image_get_bytes (fixture->planned);
  gsize kept = g_bytes_get_size (planned) - 4;
  gsize end = g_bytes_get_size (np_image_get_bytes (image));
  g_autoptr(GBytes) flash = sim_bench_read_flash (&fixture->bench, fixture->address, end + 8);
  const guint8 *bytes = g_bytes_get_data (flash, NULL);
  guint n_planned, n_records;
  const NpImageRecord *records = np_image_get_records (image, &n_records);

  np_image_get_records (fixture->planned, &n_planned);
  g_assert_cmpmem (bytes, kept, g_bytes_get_data (planned, NULL), kept);
  g_assert_cmpuint (n_records, ==, n_planned + (key_in_flash ? 4 : 3));
  g_assert_cmpuint (records[n_planned].tag, ==, 3);
  g_assert_cmpuint (records[n_planned + 1].tag, ==, 4);
  g_assert_cmpuint (records[n_planned + 2].tag, ==, 6);
  if (key_in_flash)
    g_assert_cmpuint (records[n_planned + 3].tag, ==, 5);
  g_assert_cmpmem (bytes + end - 4, 8, "\xAC\xAC\xAC\xAC\xFF\xFF\xFF\xFF", 8);
}

/* The identity that the firmware brings passes our own checks: it is for vendor 0xFFF1, product 0x8000. */
static void
test_newer (void)
{
  Fixture fixture = { 0 };
  g_autofree char *text = NULL;
  g_autoptr(NpImage) image = NULL;
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  set_up (&fixture, "stm32wba6", NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_FLASH);
  text = shake_hands (&fixture, "finish:");
  g_assert_cmpstr (text, ==, "Start_provisioning\nfinish:000\n");
  check_completed (&fixture, TRUE);
  image = read_image (&fixture);
  np_check_run (np_image_get_data (image), recipe, problems);
  g_assert_false (np_problem_list_has_errors (problems));
  tear_down (&fixture);
}

static void
test_older (void)
{
  static const char answer[16] = "finish:000";
  Fixture fixture = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  set_up (&fixture, "stm32u5", NP_BENCH_GENERATION_ACTS_AT_BOOT, NP_BENCH_KEY_STORE_FLASH);
  fixture.folder = sim_bench_power_up (&fixture.bench);
  first = sim_bench_read_port_bytes (&fixture.bench, sizeof answer);
  g_assert_cmpmem (first, sizeof answer, answer, sizeof answer);
  second = sim_bench_read_port_bytes (&fixture.bench, sizeof answer);
  g_assert_cmpmem (second, sizeof answer, answer, sizeof answer);
  check_completed (&fixture, TRUE);
  tear_down (&fixture);
}

/* Without factory data, with data that are complete already, with a record that isn't right, with more than its buffer holds. */
static void
test_codes (void)
{
  static const guint8 blank[8] = { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };
  static const guint8 empty_record[] = { 25, 0, 0, 0, 0, 0, 0, 0, 0xAC, 0xAC, 0xAC, 0xAC };
  static const guint8 certificate[] = { 3, 0, 0, 0, 1, 0, 0, 0, 7, 0xAC, 0xAC, 0xAC, 0xAC };
  static const struct
  {
    const guint8 *bytes;
    gsize size;
    const char *answer;
  } cases[] = {
    { blank, sizeof blank, "Start_provisioning\nfinish:001\n" },
    { empty_record, sizeof empty_record, "Start_provisioning\nfinish:003\n" },
    { certificate, sizeof certificate, "Start_provisioning\nfinish:003\n" },
  };
  Fixture fixture = { 0 };

  set_up (&fixture, "stm32wba6", NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_FLASH);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].size);
      g_autoptr(GBytes) after = NULL;
      g_autofree char *text = NULL;

      sim_bench_write_flash (&fixture.bench, fixture.address, bytes);
      text = shake_hands (&fixture, "finish:");
      g_assert_cmpstr (text, ==, cases[i].answer);
      after = sim_bench_read_flash (&fixture.bench, fixture.address, cases[i].size);
      test_assert_bytes_equal (after, bytes);
    }
  tear_down (&fixture);
}

/* ST's for STM32WB5MM-DK holds 16,384 bytes. */
static void
test_buffer (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GByteArray) records = g_byte_array_new ();
  static const guint8 header[8] = { 2, 0, 0, 0, 0x58, 2, 0, 0 }; /* 600 bytes of firmware information */
  static const guint8 end[4] = { 0xAC, 0xAC, 0xAC, 0xAC };
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;

  set_up (&fixture, "stm32wb55", NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_FLASH);
  for (guint i = 0; i < 26; i++)
    {
      g_byte_array_append (records, header, sizeof header);
      g_byte_array_set_size (records, records->len + 600);
    }
  g_byte_array_append (records, end, sizeof end);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&records));
  sim_bench_write_flash (&fixture.bench, fixture.address, bytes);
  text = shake_hands (&fixture, "finish:");
  g_assert_cmpstr (text, ==, "Start_provisioning\nfinish:002\n");
  tear_down (&fixture);
}

static void
test_not_init (void)
{
  Fixture fixture = { 0 };
  g_autofree char *greeting = NULL;
  g_autofree char *text = NULL;

  set_up (&fixture, "stm32wba6", NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_FLASH);
  fixture.folder = sim_bench_power_up (&fixture.bench);
  greeting = sim_bench_read_port (&fixture.bench, "Provisioning firmware\r\n");
  sim_bench_write_port (&fixture.bench, "Hello\n");
  text = sim_bench_read_port (&fixture.bench, "\n");
  g_assert_cmpstr (text, ==, "finish:004\n");
  tear_down (&fixture);
}

/* The key goes to a slot of the chip's key storage and takes it for ever; another chip has its own. */
static void
test_production (void)
{
  Fixture fixture = { 0 };
  g_autofree char *without_stack = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, "stm32wb55", NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_CKS);
  without_stack = shake_hands (&fixture, "finish:");
  g_assert_cmpstr (without_stack, ==, "Start_provisioning\nfinish:004\n");
  g_assert_cmpuint (sim_bench_count_stored_keys (&fixture.bench), ==, 0);
  output = sim_bench_run (&fixture.bench, "-q -c port=SWD mode=UR -startwirelessstack", NULL);
  first = shake_hands (&fixture, "finish:");
  g_assert_cmpstr (first, ==, "Start_provisioning\nfinish:000\n");
  check_completed (&fixture, FALSE);
  g_assert_cmpuint (sim_bench_count_stored_keys (&fixture.bench), ==, 1);
  sim_bench_write_flash (&fixture.bench, fixture.address, np_image_get_bytes (fixture.planned));
  second = shake_hands (&fixture, "finish:");
  g_assert_cmpuint (sim_bench_count_stored_keys (&fixture.bench), ==, 2);
  np_bench_folder_replug (fixture.bench.path, fixture.bench.serial, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sim_bench_count_stored_keys (&fixture.bench), ==, 0);
  tear_down (&fixture);
}

static const struct
{
  const char *kind;
  const char *until; /* what comes over the port */
  const char *says;  /* (nullable): in it */
  gboolean completed;
} fault_cases[] = {
  { "code-001", "finish:001\n", "Start_provisioning\n", FALSE },
  { "code-002", "finish:002\n", "Start_provisioning\n", FALSE },
  { "code-003", "finish:003\n", "Start_provisioning\n", FALSE },
  { "code-004", "finish:004\n", "Start_provisioning\n", FALSE },
  { "nothing-done", "finish:000\n", "Start_provisioning\n", FALSE },
  { "two-answers", "finish:004\n", "finish:000\n", TRUE },
  { "flood", "finish:000\n", "log line 2047:", TRUE },
  { "pieces", "finish:000\n", NULL, TRUE },
  { "late-reply", "finish:000\n", "Start_provisioning\n", TRUE },
};

static void
test_fault (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  Fixture fixture = { 0 };
  g_autofree char *text = NULL;

  set_up (&fixture, "stm32wba6", NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_FLASH);
  sim_bench_set_fault (&fixture.bench, "handshake", fault_cases[i].kind);
  text = shake_hands (&fixture, fault_cases[i].until);
  if (fault_cases[i].says != NULL)
    sim_assert_contains (text, fault_cases[i].says);
  if (fault_cases[i].completed)
    check_completed (&fixture, TRUE);
  else
    {
      g_autoptr(NpImage) image = read_image (&fixture);

      test_assert_bytes_equal (np_image_get_bytes (image), np_image_get_bytes (fixture.planned));
    }
  tear_down (&fixture);
}

/* One that changes what it writes: only who reads it back can know. */
static void
test_changed (gconstpointer kind)
{
  Fixture fixture = { 0 };
  g_autofree char *text = NULL;
  g_autoptr(NpImage) image = NULL;
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  guint n_records;
  const NpImageRecord *records;
  GBytes *planned;
  gboolean kept;

  set_up (&fixture, "stm32wba6", NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_FLASH);
  planned = np_image_get_bytes (fixture.planned);
  sim_bench_set_fault (&fixture.bench, "handshake", kind);
  text = shake_hands (&fixture, "finish:000\n");
  image = read_image (&fixture);
  records = np_image_get_records (image, &n_records);
  g_assert_cmpuint (records[n_records - 1].tag, ==, 5);
  kept = memcmp (g_bytes_get_data (np_image_get_bytes (image), NULL), g_bytes_get_data (planned, NULL), g_bytes_get_size (planned) - 4) == 0;
  g_assert_cmpint (kept, ==, g_strcmp0 (kind, "wrong-key") == 0);
  np_check_run (np_image_get_data (image), recipe, problems);
  g_assert_true (np_problem_list_has_errors (problems));
  tear_down (&fixture);
}

/* Contact is lost with the range erased: nothing is written back, nothing is answered. */
static void
test_lost (gconstpointer kind)
{
  Fixture fixture = { 0 };
  g_autofree char *fault = g_strconcat (kind, ":once", NULL);
  g_autofree char *greeting = NULL;
  g_autoptr(GBytes) left = NULL;
  g_autoptr(GPtrArray) boards = NULL;

  set_up (&fixture, "stm32wba6", NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_FLASH);
  sim_bench_set_fault (&fixture.bench, "handshake", fault);
  fixture.folder = sim_bench_power_up (&fixture.bench);
  greeting = sim_bench_read_port (&fixture.bench, "Provisioning firmware\r\n");
  sim_bench_write_port (&fixture.bench, "Init\n");
  sim_bench_wait_for_change (&fixture.bench, g_strcmp0 (kind, "unplugged") == 0 ? sim_bench_is_unplugged : sim_bench_is_off);
  left = sim_bench_read_flash (&fixture.bench, fixture.address, 4);
  g_assert_cmpmem (g_bytes_get_data (left, NULL), 4, "\xFF\xFF\xFF\xFF", 4);
  tear_down (&fixture);
}

/* Silence and noise, until the next reset. */
static void
test_silent (gconstpointer kind)
{
  Fixture fixture = { 0 };
  g_autofree char *fault = g_strconcat (kind, ":once", NULL);
  g_autofree char *greeting = NULL;
  g_autofree char *text = NULL;

  set_up (&fixture, "stm32wba6", NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_FLASH);
  sim_bench_set_fault (&fixture.bench, "handshake", fault);
  fixture.folder = sim_bench_power_up (&fixture.bench);
  greeting = sim_bench_read_port (&fixture.bench, "Provisioning firmware\r\n");
  sim_bench_write_port (&fixture.bench, "Init\n");
  sim_bench_wait_for_no_faults (&fixture.bench);
  text = shake_hands (&fixture, "finish:000\n");
  check_completed (&fixture, TRUE);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sim-provisioning/newer", test_newer);
  g_test_add_func ("/sim-provisioning/older", test_older);
  g_test_add_func ("/sim-provisioning/codes", test_codes);
  g_test_add_func ("/sim-provisioning/buffer", test_buffer);
  g_test_add_func ("/sim-provisioning/not-init", test_not_init);
  g_test_add_func ("/sim-provisioning/production", test_production);
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sim-provisioning/fault/", fault_cases[i].kind, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
    }
  g_test_add_data_func ("/sim-provisioning/fault/changed-data", "changed-data", test_changed);
  g_test_add_data_func ("/sim-provisioning/fault/wrong-key", "wrong-key", test_changed);
  g_test_add_data_func ("/sim-provisioning/fault/unplugged", "unplugged", test_lost);
  g_test_add_data_func ("/sim-provisioning/fault/power-lost", "power-lost", test_lost);
  g_test_add_data_func ("/sim-provisioning/fault/no-reply", "no-reply", test_silent);
  g_test_add_data_func ("/sim-provisioning/fault/garbage", "garbage", test_silent);

  return g_test_run ();
}
