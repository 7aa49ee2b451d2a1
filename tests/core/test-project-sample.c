/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The samples are whole, and their secure scripts do to a board what their recipes expect, with ST's prompts, logs and exit habits. */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "factory/np-problem.h"
#include "np-error.h"
#include "np-paths.h"
#include "project/np-project-sample.h"
#include "sim-bench.h"

typedef struct
{
  SimBench bench;
  NpProject *project;
  char *folder;
  char *scripts;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer name)
{
  const NpProjectSample *sample = np_project_sample_find (name);
  g_autoptr(GError) error = NULL;

  sim_bench_set_up (&fixture->bench, 2, sample->platform);
  fixture->folder = sim_bench_get_file (&fixture->bench, "my project");
  fixture->project = np_project_sample_create (sample, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->scripts = np_recipe_resolve_path (np_project_get_recipe (fixture->project), np_project_get_recipe (fixture->project)->scripts_folder);
}

static void
tear_down (Fixture *fixture, gconstpointer name)
{
  g_assert_finalize_object (fixture->project);
  sim_bench_tear_down (&fixture->bench);
  g_free (fixture->folder);
  g_free (fixture->scripts);
}

static void
lead_group (gpointer user_data)
{
  setpgid (0, 0);
}

/* What the scripts' env.sh puts first in PATH is looked for in the home folder: there stands the bench's programmer. */
static GSubprocess *
start_script (Fixture *fixture, const char *script, const char *input_file)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *home = sim_bench_get_file (&fixture->bench, "home");
  g_autofree char *cube = g_build_filename (home, "STMicroelectronics", "STM32Cube", "STM32CubeProgrammer", NULL);
  g_autofree char *link = g_build_filename (cube, "bin", NULL);
  g_autofree char *bin = g_build_filename (fixture->bench.path, "bin", NULL);
  g_autofree char *path = g_build_filename (fixture->scripts, script, NULL);
  g_autofree char *program = g_build_filename (bin, "STM32_Programmer_CLI", NULL);
  g_autofree char *wrapper = g_build_filename (link, "STM32_Programmer_CLI", NULL);
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\nexec '%s' \"$@\"\n", program);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_assert_cmpint (g_mkdir_with_parents (link, 0700), ==, 0);
  g_file_set_contents_full (wrapper, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);
  g_subprocess_launcher_setenv (launcher, "HOME", home, TRUE);
  g_subprocess_launcher_set_child_setup (launcher, lead_group, NULL, NULL);
  g_subprocess_launcher_set_stdin_file_path (launcher, input_file);
  process = g_subprocess_launcher_spawn (launcher, &error, "bash", path, "AUTO", NULL);
  g_assert_no_error (error);
  return process;
}

/* Returns: (transfer full): what the script wrote to its standard output */
static char *
run_script (Fixture *fixture, const char *script, const char *input, int expected_status)
{
  g_autofree char *input_file = sim_bench_write_file (&fixture->bench, "input", input, strlen (input));
  g_autoptr(GSubprocess) process = start_script (fixture, script, input_file);
  g_autoptr(GError) error = NULL;
  char *output = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", output);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, expected_status);
  return output;
}

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
write_project_file (Fixture *fixture, const char *name, guint32 address)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;
  g_autoptr(GBytes) data = NULL;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  data = g_bytes_new (bytes, size);
  sim_bench_write_flash (&fixture->bench, address, data);
}

/* Every sample loads without a complaint, and every file that its recipe names is there. */
static void
test_whole (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nameplate-sample-XXXXXX", NULL);

  for (guint i = 0; i < np_project_sample_get_count (); i++)
    {
      const NpProjectSample *sample = np_project_sample_get (i);
      g_autofree char *path = g_build_filename (folder, sample->name, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(NpProject) created = np_project_sample_create (sample, path, &error);
      g_autoptr(NpProject) loaded = NULL;
      const NpRecipe *recipe;
      const char *files[5];

      g_assert_no_error (error);
      loaded = np_project_load (path, problems, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, 0);
      recipe = np_project_get_recipe (loaded);
      g_assert_cmpstr (np_platform_get_id (recipe->platform), ==, sample->platform);
      g_assert_cmpint (recipe->job == NP_JOB_PROVISION, ==, i > 0);
      memcpy (files,
              ((const char *[]){ recipe->provisioning_firmware, recipe->application_firmware, recipe->coprocessor_firmware, recipe->scripts_folder,
                                 recipe->magic_trailer }),
              sizeof files);
      for (guint n = 0; n < G_N_ELEMENTS (files); n++)
        {
          g_autofree char *file = np_recipe_resolve_path (recipe, files[n]);

          g_assert_true (file == NULL || g_file_test (file, G_FILE_TEST_EXISTS));
        }
      g_clear_object (&created);
      created = np_project_sample_create (sample, path, &error);
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
    }
  np_paths_remove_folder (folder, NULL);
}

static const char *
find_option_byte (const char *shown, const char *name)
{
  return strstr (shown, name) != NULL ? strchr (strstr (shown, name), ':') + 2 : "";
}

/* From a used board to one whose boot loader starts the provisioning firmware, and then the application. */
static void
test_secure_boot (Fixture *fixture, gconstpointer name)
{
  const NpRecipe *recipe = np_project_get_recipe (fixture->project);
  gboolean u5 = g_strcmp0 (name, "u5-oemirot") == 0;
  gboolean trusted = g_strcmp0 (name, "wba6-oemirot-tfm") == 0;
  g_autoptr(GBytes) old = sim_bench_make_bytes (100);
  g_autoptr(GBytes) erased = NULL;
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autofree char *regression = NULL;
  g_autofree char *provisioning = NULL;
  g_autofree char *options = NULL;
  g_autofree char *firmware = NULL;
  g_autofree char *application = NULL;

  sim_bench_write_flash (&fixture->bench, 0x081EC000, old);
  regression = run_script (fixture, "regression.sh", "", 0);
  sim_assert_contains (regression, "Mass erase successfully achieved\n");
  sim_assert_contains (regression, "regression script Done, press a key\n");
  erased = sim_bench_read_flash (&fixture->bench, 0x081EC000, 4);
  g_assert_cmpmem (g_bytes_get_data (erased, NULL), 4, "\xFF\xFF\xFF\xFF", 4);

  provisioning = run_script (fixture, u5 ? "SBSFU_UPDATE.sh" : "provisioning.sh", u5 ? "" : "0\n", 0);
  sim_assert_contains (provisioning, u5 ? "SBSFU_UPDATE script Done, press a key\n" : "===== The board is correctly configured.\n");
  options = sim_bench_run (&fixture->bench, "-q -c port=SWD -ob displ", NULL);
  g_assert_true (g_str_has_prefix (find_option_byte (options, "RDP "), "0xAA"));
  g_assert_true (g_str_has_prefix (find_option_byte (options, "TZEN"), "0x1"));

  folder = sim_bench_power_up (&fixture->bench);
  firmware = sim_bench_read_port (&fixture->bench, "Provisioning firmware\r\n");
  sim_assert_contains (firmware, "[INF] Starting bootloader\r\n");
  sim_assert_contains (firmware, trusted ? "[INF] Booting TF-M\r\n" : "[INF] Jumping to the first image slot\r\n");

  /* The application, without its trailer: nothing changes. With it, it takes over. */
  write_project_file (fixture, recipe->application_firmware, recipe->application_address);
  sim_bench_reset (&fixture->bench);
  g_free (g_steal_pointer (&firmware));
  firmware = sim_bench_read_port (&fixture->bench, "Provisioning firmware\r\n");
  write_project_file (fixture, recipe->magic_trailer, recipe->magic_trailer_address);
  sim_bench_reset (&fixture->bench);
  application = sim_bench_read_port (&fixture->bench, "Sample Lamp 1.0\r\n");
  sim_assert_contains (application, "[INF] Image upgrade secondary slot -> primary slot\r\n");
}

static void
test_key_in_trusted_storage (Fixture *fixture, gconstpointer name)
{
  g_autofree char *regression = run_script (fixture, "regression.sh", "", 0);
  g_autofree char *provisioning = run_script (fixture, "provisioning.sh", "0\n", 0);
  g_autofree char *greeting = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GBytes) data = g_bytes_new_static ("\x16\0\0\0\2\0\0\0\xF1\xFF\xAC\xAC\xAC\xAC", 14);
  g_autoptr(NpBenchFolder) folder = NULL;

  sim_bench_write_flash (&fixture->bench, 0x081EC000, data);
  folder = sim_bench_power_up (&fixture->bench);
  greeting = sim_bench_read_port (&fixture->bench, "Provisioning firmware\r\n");
  sim_bench_write_port (&fixture->bench, "Init\n");
  text = sim_bench_read_port (&fixture->bench, "finish:");
  g_assert_cmpstr (text, ==, "Start_provisioning\nfinish:000\n");
  g_assert_cmpuint (sim_bench_count_stored_keys (&fixture->bench), ==, 1);
  g_free (g_steal_pointer (&regression));
  regression = run_script (fixture, "regression.sh", "", 0);
  g_assert_cmpuint (sim_bench_count_stored_keys (&fixture->bench), ==, 0);
}

/* Boot headers are edited, logs lie beside the script, RDP is asked for; what is asked is asked again after a wrong answer. */
static void
test_provisioning_habits (Fixture *fixture, gconstpointer name)
{
  g_autofree char *regression = run_script (fixture, "regression.sh", "", 0);
  g_autofree char *output = run_script (fixture, "provisioning.sh", "7\n1\n", 0);
  g_autofree char *log = read_file (fixture->scripts, "provisioning.log");
  g_autofree char *flash_log = read_file (fixture->scripts, "ob_flash_programming.log");
  g_autofree char *headers = read_file (fixture->scripts, "boot_headers.h");
  g_autofree char *options = NULL;
  g_autofree char *again = NULL;

  sim_assert_contains (output, "[ 0 | 1 | 2 ]: ");
  sim_assert_contains (output, "Wrong RDP level selected\n");
  sim_assert_contains (log, "===== The board is correctly configured.\n");
  sim_assert_contains (flash_log, "Download verified successfully\n");
  sim_assert_contains (headers, "OEMIROT_PROVISIONED 1\n");
  sim_bench_cycle_power (&fixture->bench);
  options = sim_bench_run (&fixture->bench, "-q -c port=SWD mode=HOTPLUG -ob displ", NULL);
  sim_assert_contains (options, "RDP          : 0xDC (Level 1");

  /* The locked board takes nothing more until regression has opened it. */
  again = run_script (fixture, "provisioning.sh", "0\n", 1);
  sim_assert_contains (again, "===== Error while executing ob_flash_programming.sh.\n");
  g_free (g_steal_pointer (&regression));
  regression = run_script (fixture, "regression.sh", "", 0);
}

/* A failed RDP setting isn't noticed. */
static void
test_lock_not_noticed (Fixture *fixture, gconstpointer name)
{
  g_autofree char *regression = run_script (fixture, "regression.sh", "", 0);
  g_autofree char *output = NULL;

  sim_bench_set_fault (&fixture->bench, "lock", "exit-1");
  output = run_script (fixture, "provisioning.sh", "1\n", 0);
  sim_assert_contains (output, "===== The board is correctly configured.\n");
}

/* Level 2: nobody is let in but who has the password that the script stored. */
static void
test_level_2 (Fixture *fixture, gconstpointer name)
{
  g_autofree char *regression = run_script (fixture, "regression.sh", "", 0);
  g_autofree char *output = run_script (fixture, "provisioning.sh", "2\n", 0);
  g_autofree char *refused = NULL;
  g_autofree char *wrong = NULL;
  int status;

  refused = sim_bench_run (&fixture->bench, "-q -c port=SWD sn={SN} -rst", &status);
  g_assert_cmpint (status, ==, 1);
  wrong = sim_bench_run (&fixture->bench, "-q -c port=SWD sn={SN} -hardRst -unlockRDP2 0x1 0x2", &status);
  g_assert_cmpint (status, ==, 1);
  g_free (g_steal_pointer (&regression));
  regression = run_script (fixture, "regression.sh", "", 0);
  sim_assert_contains (regression, "Unlock RDP2 successfully achieved\n");
}

static void
test_image_missing (Fixture *fixture, gconstpointer name)
{
  g_autofree char *image = g_build_filename (fixture->scripts, "Binary", "boot.bin", NULL);
  g_autofree char *output = NULL;

  g_assert_cmpint (g_unlink (image), ==, 0);
  output = run_script (fixture, "provisioning.sh", "0\n", 1);
  sim_assert_contains (output, "===== Error while executing Binary/boot.bin: the image is missing.\n");
}

static const struct
{
  const char *kind;
  const char *script;
  const char *input;
  int status;
  const char *lacks;
} failing[] = {
  { "exit-1", "regression.sh", "", 1, "Done, press a key" },
  { "error-exit-0", "regression.sh", "", 0, "Mass erase operation failed" },
  { "no-target", "provisioning.sh", "0\n", 1, "correctly configured" },
  { "killed", "provisioning.sh", "0\n", 1, "correctly configured" },
  { "no-closing-line", "provisioning.sh", "0\n", 0, "correctly configured" },
  { "no-closing-line", "regression.sh", "", 0, "Done, press a key" },
};

static void
test_failing (Fixture *fixture, gconstpointer name)
{
  for (guint i = 0; i < G_N_ELEMENTS (failing); i++)
    {
      g_autofree char *fault = g_strconcat (failing[i].kind, ":once", NULL);
      g_autofree char *output = NULL;

      sim_bench_set_fault (&fixture->bench, "script", fault);
      output = run_script (fixture, failing[i].script, failing[i].input, failing[i].status);
      sim_assert_lacks (output, failing[i].lacks);
    }
}

/* Those that never end by themselves: at the end of its input, asked something else, hung, or talking on and on. */
static const struct
{
  const char *kind; /* (nullable) */
  const char *script;
  const char *says;
} endless[] = {
  { NULL, "provisioning.sh", "Wrong RDP level selected\n" },
  { "asks", "regression.sh", "(yes/no)?\n" },
  { "endless", "regression.sh", "Waiting for the board...\n" },
  { "hang", "regression.sh", "Opening the board...\n" },
};

static void
test_endless (Fixture *fixture, gconstpointer name)
{
  for (guint i = 0; i < G_N_ELEMENTS (endless); i++)
    {
      g_autoptr(GSubprocess) process = NULL;
      g_autoptr(GError) error = NULL;

      if (endless[i].kind != NULL)
        sim_bench_set_fault (&fixture->bench, "script", endless[i].kind);
      process = start_script (fixture, endless[i].script, "/dev/null");
      sim_bench_wait_for_output (process, endless[i].says);
      g_assert_cmpint (kill (-atoi (g_subprocess_get_identifier (process)), SIGKILL), ==, 0); /* and the programmer that it started */
      g_subprocess_wait (process, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
    }
}

/* What a script leaves behind that needs the board replugged: until then nobody reaches it. */
static void
test_needs_power (Fixture *fixture, gconstpointer name)
{
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *regression = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *output = NULL;
  int status;

  np_bench_folder_set_helping_hand (fixture->bench.path, fixture->bench.serial, 0, &error);
  g_assert_no_error (error);
  folder = sim_bench_power_up (&fixture->bench);
  sim_bench_set_fault (&fixture->bench, "script", "needs-power:once");
  regression = run_script (fixture, "regression.sh", "", 0);
  refused = sim_bench_run (&fixture->bench, "-q -c port=SWD sn={SN} mode=HOTPLUG -ob displ", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (refused, "Error: No STM32 target found!");
  g_assert_true (np_bench_folder_set_plugged (fixture->bench.path, fixture->bench.serial, FALSE, &error));
  g_assert_true (np_bench_folder_set_plugged (fixture->bench.path, fixture->bench.serial, TRUE, &error));
  sim_bench_wait_for_change (&fixture->bench, sim_bench_is_awake);
  output = sim_bench_run (&fixture->bench, "-q -c port=SWD sn={SN} mode=HOTPLUG -ob displ", NULL);
}

#define ADD(path, sample, function) g_test_add (path, Fixture, sample, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/project-sample/whole", test_whole);
  ADD ("/project-sample/secure-boot/wba6-oemirot", "wba6-oemirot", test_secure_boot);
  ADD ("/project-sample/secure-boot/wba6-oemirot-tfm", "wba6-oemirot-tfm", test_secure_boot);
  ADD ("/project-sample/secure-boot/u5-oemirot", "u5-oemirot", test_secure_boot);
  ADD ("/project-sample/key-in-trusted-storage", "wba6-oemirot-tfm", test_key_in_trusted_storage);
  ADD ("/project-sample/provisioning-habits", "wba6-oemirot", test_provisioning_habits);
  ADD ("/project-sample/lock-not-noticed", "wba6-oemirot", test_lock_not_noticed);
  ADD ("/project-sample/level-2", "wba6-oemirot", test_level_2);
  ADD ("/project-sample/image-missing", "wba6-oemirot", test_image_missing);
  ADD ("/project-sample/failing", "wba6-oemirot", test_failing);
  ADD ("/project-sample/needs-power", "wba6-oemirot", test_needs_power);
  ADD ("/project-sample/endless", "wba6-oemirot", test_endless);

  return g_test_run ();
}
