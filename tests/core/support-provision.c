/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "factory/np-problem.h"
#include "np-paths.h"
#include "project/np-project-sample.h"
#include "support-provision.h"

#define IMAGE_SIZE 5000u

/* What a board gets from its provisioning firmware isn't in the template, and a sample's serial number may not be in one for
 * production. */
static NpFactoryData *
make_template (void)
{
  g_autoptr(NpProject) sample = np_project_new_sample ();
  NpFactoryData *data = np_factory_data_copy (np_project_get_factory_data (sample));

  for (NpTag tag = NP_TAG_DEVICE_ATTESTATION_CERTIFICATE; tag <= NP_TAG_DEVICE_ATTESTATION_PUB_KEY; tag++)
    np_factory_data_remove (data, tag);
  np_factory_data_set_string (data, NP_TAG_SERIAL_NUMBER, "LAMP-17", NULL);
  return data;
}

char *
test_provision_write (TestProvision *self, const char *name, const char *contents)
{
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* Long enough to be written in part: what follows an image means nothing to the board. */
static GBytes *
pad (GBytes *image /* (transfer full) */)
{
  g_autoptr(GBytes) owned = image;
  guint8 *padded = g_malloc (IMAGE_SIZE);

  g_assert_cmpuint (g_bytes_get_size (owned), <, IMAGE_SIZE);
  memset (padded, 0x5A, IMAGE_SIZE);
  memcpy (padded, g_bytes_get_data (owned, NULL), g_bytes_get_size (owned));
  return g_bytes_new_take (padded, IMAGE_SIZE);
}

static char *
write_image (TestProvision *self, const char *name, GBytes *image)
{
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);

  g_file_set_contents (path, g_bytes_get_data (image, NULL), (gssize) g_bytes_get_size (image), &error);
  g_assert_no_error (error);
  return path;
}

/* Test firmware is declared; a key store of the chip makes it firmware for production. */
void
test_provision_use_firmware (TestProvision *self, NpBenchGeneration generation, NpBenchKeyStore key_store)
{
  g_autoptr(GError) error = NULL;
  GBytes *plain = np_bench_folder_make_provisioning_firmware (np_platform_get_id (self->recipe->platform), generation, key_store, &error);
  g_autoptr(GBytes) image = NULL;
  g_autofree char *digest = NULL;

  g_assert_no_error (error);
  image = pad (plain);
  g_free (self->recipe->provisioning_firmware);
  self->recipe->provisioning_firmware = write_image (self, "provisioning.bin", image);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, image);
  g_clear_pointer (&self->recipe->test_firmware, g_strfreev);
  if (!np_platform_has_modes (self->recipe->platform))
    return;
  self->recipe->mode = key_store == NP_BENCH_KEY_STORE_CKS ? NP_PROVISIONING_MODE_PRODUCTION : NP_PROVISIONING_MODE_TEST;
  if (key_store != NP_BENCH_KEY_STORE_CKS)
    self->recipe->test_firmware = g_strdupv ((char *[]) { digest, NULL });
}

void
test_provision_use_recipe (TestProvision *self)
{
  np_project_set_recipe (self->bench.project, self->recipe);
}

void
test_provision_use_production (TestProvision *self)
{
  test_provision_use_firmware (self, NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_CKS);
  self->recipe->coprocessor_firmware = test_provision_write (self, "stack.bin", "a wireless stack");
  self->recipe->coprocessor_address = 0x080CE000;
  test_provision_use_recipe (self);
}

void
test_provision_set_up (TestProvision *self, const char *platform, guint n_boards, double speed)
{
  g_autoptr(NpFactoryData) data = make_template ();
  g_autoptr(GBytes) application = pad (np_bench_folder_make_application (0, TEST_APPLICATION_TEXT));
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("nameplate-provision-XXXXXX", &error);
  g_assert_no_error (error);
  self->recipe = np_recipe_new (NP_JOB_PROVISION, np_platform_find (platform));
  np_recipe_set_default_addresses (self->recipe);
  self->recipe->application_address = 0x08000000;
  self->recipe->application_firmware = write_image (self, "application.bin", application);
  self->recipe->timeouts = (NpRecipeTimeouts) { 8 * TEST_SLOWNESS, 8 * TEST_SLOWNESS, 20 * TEST_SLOWNESS, 8 * TEST_SLOWNESS };
  test_provision_use_firmware (self, NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_FLASH);
  test_bench_set_up_with (&self->bench, np_project_new ("Provision", data, self->recipe), platform, n_boards, speed);
  np_session_set_concurrency (self->bench.session, 16 / TEST_SLOWNESS);
}

void
test_provision_set_up_sample (TestProvision *self, const char *name, guint n_boards, double speed)
{
  const NpProjectSample *sample = np_project_sample_find (name);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = NULL;
  NpProject *project;

  self->folder = g_dir_make_tmp ("nameplate-provision-XXXXXX", &error);
  g_assert_no_error (error);
  folder = g_build_filename (self->folder, "project", NULL);
  project = np_project_sample_create (sample, folder, &error);
  g_assert_no_error (error);
  self->recipe = np_recipe_copy (np_project_get_recipe (project));
  self->recipe->timeouts = (NpRecipeTimeouts) { 8 * TEST_SLOWNESS, 8 * TEST_SLOWNESS, 20 * TEST_SLOWNESS, 8 * TEST_SLOWNESS };
  test_bench_set_up_with (&self->bench, project, sample->platform, n_boards, speed);
  np_session_set_concurrency (self->bench.session, 16 / TEST_SLOWNESS);
  test_provision_use_recipe (self);
}

void
test_provision_tear_down (TestProvision *self)
{
  test_bench_tear_down (&self->bench);
  g_assert_true (np_paths_remove_folder (self->folder, NULL));
  g_free (self->folder);
  np_recipe_free (self->recipe);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
test_provision_start (TestProvision *self)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpPlan) plan = np_session_check (self->bench.session, problems);
  g_autoptr(GPtrArray) ready = np_session_dup_ready_boards (self->bench.session);
  g_autoptr(GError) error = NULL;

  np_problem_list_to_error (problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ready->len, >, 0);
  np_session_run_async (self->bench.session, ready, NULL, keep_result_cb, &self->result);
}

void
test_provision_end (TestProvision *self)
{
  g_autoptr(GError) error = NULL;

  test_wait_until (self->result != NULL);
  np_session_run_finish (self->bench.session, self->result, &error);
  g_assert_no_error (error);
  g_clear_object (&self->result);
}

void
test_provision_run (TestProvision *self)
{
  test_provision_start (self);
  test_provision_end (self);
}

void
test_provision_replug (TestProvision *self)
{
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (self->bench.bench));

  for (guint i = 0; i < n_boards; i++)
    {
      NpBoard *board = test_bench_get_board (&self->bench, i);
      g_autoptr(GError) error = NULL;

      np_bench_folder_clear_faults (np_bench_folder_get_path (self->bench.folder), np_board_get_probe_serial (board), NULL);
      np_bench_folder_replug (np_bench_folder_get_path (self->bench.folder), np_board_get_probe_serial (board), &error);
      g_assert_no_error (error);
      test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_READY);
    }
}

char *
test_provision_describe (TestProvision *self, guint index)
{
  NpOutcome *outcome = test_bench_get_outcome (&self->bench, index);

  return g_strdup_printf ("%s %s %s", np_verdict_to_string (outcome->verdict), outcome->code != NULL ? outcome->code : "-",
                          np_board_change_to_string (outcome->change));
}

char *
test_provision_read_log (TestProvision *self, guint index)
{
  NpBoardLog *log = np_board_get_log (test_bench_get_board (&self->bench, index));
  GString *text = g_string_new (NULL);

  for (guint64 i = np_board_log_get_first (log); i < np_board_log_get_end (log); i++)
    g_string_append_printf (text, "%s\n", np_board_log_get_line (log, i).text);
  return g_string_free (text, FALSE);
}

void
test_provision_assert_outcome (TestProvision *self, guint index, const char *wanted, const char *why)
{
  g_autofree char *got = test_provision_describe (self, index);
  g_autofree char *log = test_provision_read_log (self, index);
  const char *reason = test_bench_get_outcome (&self->bench, index)->why;

  if (strcmp (got, wanted) != 0)
    g_error ("board %u: %s instead of %s: %s\n%s", index, got, wanted, reason, log);
  if (why != NULL && (reason == NULL || strstr (reason, why) == NULL))
    g_error ("board %u: %s, “%s” instead of “%s”\n%s", index, got, reason, why, log);
}

void
test_provision_assert_all (TestProvision *self, const char *wanted)
{
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (self->bench.bench));

  for (guint i = 0; i < n_boards; i++)
    test_provision_assert_outcome (self, i, wanted, NULL);
}

void
test_provision_assert_stored_keys (TestProvision *self, guint index, guint wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = np_bench_folder_list_boards (np_bench_folder_get_path (self->bench.folder), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (((NpBenchBoardInfo *) boards->pdata[index])->n_stored_keys, ==, wanted);
}

static gboolean
is_alive (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "stat", NULL);
  g_autofree char *status = NULL;

  /* Nobody in a container may reap an orphan: a zombie has ended too. */
  return g_file_get_contents (path, &status, NULL, NULL) && strstr (status, ") Z ") == NULL;
}

/* What a program was called with, in one line. */
static char *
dup_command_line (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "cmdline", NULL);
  char *line;
  gsize length;

  if (!g_file_get_contents (path, &line, &length, NULL))
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (line[i] == '\0')
      line[i] = ' ';
  return line;
}

/* A script is called by its bare name, in its own folder. */
static gboolean
belongs_to (const char *folder, const char *const *paths, const char *but_not)
{
  g_autofree char *link = g_build_filename (folder, "cwd", NULL);
  g_autofree char *cwd = g_file_read_link (link, NULL);
  g_autofree char *line = dup_command_line (folder);

  if (line == NULL || strstr (line, but_not) != NULL)
    return FALSE;
  for (; *paths != NULL; paths++)
    if (strstr (line, *paths) != NULL || (cwd != NULL && g_str_has_prefix (cwd, *paths)))
      return TRUE;
  return FALSE;
}

guint
test_count_processes (const char *const *paths, const char *but_not)
{
  g_autoptr(GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (processes)) != NULL)
    {
      g_autofree char *folder = g_build_filename ("/proc", name, NULL);

      n += g_ascii_isdigit (*name) && belongs_to (folder, paths, but_not) && is_alive (folder);
    }
  return n;
}
