/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "bench/np-bench-fault.h"
#include "bench/np-bench-file.h"
#include "bench/np-bench-folder.h"
#include "bench/np-serial-port.h"
#include "np-error.h"
#include "np-paths.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-bench-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "a bench", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
create (Fixture *fixture, guint n_boards, const char *platform)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_create (fixture->path, n_boards, platform, &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (fixture->path, 1000, &error);
  g_assert_no_error (error);
}

static NpBenchBoardInfo *
get_board (GPtrArray *boards, guint index)
{
  g_assert_cmpuint (index, <, boards->len);
  return boards->pdata[index];
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  static const char *const platforms[] = { "stm32wba6", "stm32wb55", "stm32u5" };
  g_autoptr(GHashTable) serials = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (platforms); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, platforms[i], NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) boards = NULL;

      np_bench_folder_create (path, 3, platforms[i], &error);
      g_assert_no_error (error);
      boards = np_bench_folder_list_boards (path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (boards->len, ==, 3);
      for (guint n = 0; n < boards->len; n++)
        {
          const NpBenchBoardInfo *board = get_board (boards, n);

          g_assert_cmpuint (strlen (board->serial), ==, 24);
          g_assert_cmpuint (strspn (board->serial, "0123456789ABCDEF"), ==, 24);
          g_assert_cmpuint (strspn (board->unique_id, "0123456789ABCDEF"), ==, 24);
          g_assert_cmpstr (board->platform, ==, platforms[i]);
          g_assert_cmpstr (board->protection, ==, "0xAA");
          g_assert_true (board->plugged);
          g_assert_true (board->powered);
          g_assert_cmpuint (g_strv_length (board->faults), ==, 0);
          g_assert_true (g_hash_table_add (serials, g_strdup (board->serial)));
          g_assert_true (g_hash_table_add (serials, g_strdup (board->unique_id)));
        }
    }
}

static void
test_create_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (np_bench_folder_create (fixture->path, 0, "stm32wba6", &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_false (np_bench_folder_create (fixture->path, 1000, "stm32wba6", &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_false (np_bench_folder_create (fixture->path, 1, "esp32", &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  create (fixture, 1, "stm32wba6");
  g_assert_false (np_bench_folder_create (fixture->path, 1, "stm32wba6", &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);
}

static void
test_not_a_bench (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[]
      = { "", "[]", "{", "{\"format\": \"nameplate-project\"}", "{\"format\": \"nameplate-bench\", \"version\": 2}" };
  g_autofree char *file = g_build_filename (fixture->folder, "bench.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr(GError) error = NULL;

      g_file_set_contents (file, contents[i], -1, &error);
      g_assert_no_error (error);
      g_assert_null (np_bench_folder_open (fixture->folder, &error));
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
    }
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *step;
    const char *kind;
  } wrong[] = { { "write", "no-such" },  { "boot", "exit-1" },        { "list", "bit-flip" },
                { "write", "exit-1:0" }, { "write", "exit-1:never" }, { "write", "tool-missing" } };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = NULL;
  g_autofree char *serial = NULL;
  g_autofree char *faults = NULL;

  create (fixture, 2, "stm32wba6");
  boards = np_bench_folder_list_boards (fixture->path, &error);
  g_assert_no_error (error);
  serial = g_strdup (get_board (boards, 1)->serial);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (np_bench_folder_set_fault (fixture->path, serial, wrong[i].step, wrong[i].kind, &error));
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_clear_error (&error);
    }
  g_assert_false (np_bench_folder_set_fault (fixture->path, "000000000000000000000000", "any", "hang", &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);

  g_assert_true (np_bench_folder_set_fault (fixture->path, serial, "write", "exit-1", &error));
  g_assert_true (np_bench_folder_set_fault (fixture->path, serial, "connect", "hang:3", &error));
  g_assert_true (np_bench_folder_set_fault (fixture->path, serial, "write", "bit-flip:once", &error)); /* takes its place */
  g_assert_no_error (error);
  g_clear_pointer (&boards, g_ptr_array_unref);
  boards = np_bench_folder_list_boards (fixture->path, &error);
  faults = g_strjoinv (" ", get_board (boards, 1)->faults);
  g_assert_cmpstr (faults, ==, "connect=hang:3 write=bit-flip:1");
  g_assert_cmpuint (g_strv_length (get_board (boards, 0)->faults), ==, 0);

  g_assert_true (np_bench_folder_clear_faults (fixture->path, NULL, &error));
  g_clear_pointer (&boards, g_ptr_array_unref);
  boards = np_bench_folder_list_boards (fixture->path, &error);
  g_assert_cmpuint (g_strv_length (get_board (boards, 1)->faults), ==, 0);
}

static void
test_tool_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tool = g_build_filename (fixture->path, "bin", "STM32_Programmer_CLI", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = NULL;
  g_autoptr(NpBenchFolder) bench = NULL;

  create (fixture, 1, "stm32wba6");
  boards = np_bench_folder_list_boards (fixture->path, &error);
  g_assert_true (g_file_test (tool, G_FILE_TEST_IS_EXECUTABLE));
  g_assert_true (np_bench_folder_set_fault (fixture->path, get_board (boards, 0)->serial, "any", "tool-missing", &error));
  g_assert_false (g_file_test (tool, G_FILE_TEST_EXISTS));
  bench = np_bench_folder_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (tool, G_FILE_TEST_EXISTS));
  g_assert_true (np_bench_folder_clear_faults (fixture->path, NULL, &error));
  g_assert_true (g_file_test (tool, G_FILE_TEST_IS_EXECUTABLE));
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong_versions[] = { "2.3", "2.24", "3.1", "2", "", "2.4x" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = NULL;
  const char *serial;

  create (fixture, 1, "stm32wba6");
  boards = np_bench_folder_list_boards (fixture->path, &error);
  serial = get_board (boards, 0)->serial;
  for (guint i = 0; i < G_N_ELEMENTS (wrong_versions); i++)
    {
      g_assert_false (np_bench_folder_set_tool_version (fixture->path, wrong_versions[i], &error));
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_clear_error (&error);
    }
  g_assert_false (np_bench_folder_set_speed (fixture->path, 0, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_false (np_bench_folder_set_tool_system (fixture->path, "beos", &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_false (np_bench_folder_set_option_byte (fixture->path, serial, "NO_SUCH", 1, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);

  g_assert_true (np_bench_folder_set_tool_version (fixture->path, "2.4", &error));
  g_assert_true (np_bench_folder_set_tool_system (fixture->path, "windows", &error));
  g_assert_true (np_bench_folder_set_option_byte (fixture->path, serial, "rdp", 0xDC, &error));
  g_assert_no_error (error);
  g_clear_pointer (&boards, g_ptr_array_unref);
  boards = np_bench_folder_list_boards (fixture->path, &error);
  g_assert_cmpstr (get_board (boards, 0)->protection, ==, "0xDC");
}

static void
test_flash (Fixture *fixture, gconstpointer data)
{
  static const guint8 erased[] = { 0xFF, 0xFF, 0xFF, 0xFF };
  static const guint8 written[] = { 0x00, 0xFF, 0x5A, 0xA5 };
  g_autoptr(GBytes) bytes = g_bytes_new_static (written, sizeof written);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = NULL;
  g_autofree char *serial = NULL;
  g_autofree char *unique_id = NULL;
  g_autoptr(GBytes) read = NULL;

  create (fixture, 1, "stm32wba6");
  boards = np_bench_folder_list_boards (fixture->path, &error);
  serial = g_strdup (get_board (boards, 0)->serial);
  unique_id = g_strdup (get_board (boards, 0)->unique_id);
  read = np_bench_folder_read_flash (fixture->path, serial, 0x081EC000, 4, &error);
  g_assert_cmpmem (g_bytes_get_data (read, NULL), 4, erased, 4);
  g_assert_true (np_bench_folder_write_flash (fixture->path, serial, 0x081EC000, bytes, &error));
  g_clear_pointer (&read, g_bytes_unref);
  read = np_bench_folder_read_flash (fixture->path, serial, 0x0C1EC000, 4, &error); /* its secure alias */
  g_assert_cmpmem (g_bytes_get_data (read, NULL), 4, written, 4);

  /* Past the end, and before the beginning. */
  g_assert_null (np_bench_folder_read_flash (fixture->path, serial, 0x081FFFFE, 4, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_false (np_bench_folder_write_flash (fixture->path, serial, 0x07FFFFFE, bytes, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);

  /* Another chip. */
  g_assert_true (np_bench_folder_set_option_byte (fixture->path, serial, "RDP", 0xCC, &error));
  g_assert_true (np_bench_folder_replug (fixture->path, serial, &error));
  g_clear_pointer (&read, g_bytes_unref);
  read = np_bench_folder_read_flash (fixture->path, serial, 0x081EC000, 4, &error);
  g_assert_cmpmem (g_bytes_get_data (read, NULL), 4, erased, 4);
  g_clear_pointer (&boards, g_ptr_array_unref);
  boards = np_bench_folder_list_boards (fixture->path, &error);
  g_assert_cmpstr (get_board (boards, 0)->unique_id, !=, unique_id);
  g_assert_cmpstr (get_board (boards, 0)->protection, ==, "0xAA");
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpBenchFolder) bench = NULL;
  g_autoptr(NpBenchFolder) second = NULL;
  g_autoptr(GPtrArray) ports = NULL;
  g_autoptr(GPtrArray) boards = NULL;

  create (fixture, 3, "stm32wba6");
  bench = np_bench_folder_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (np_bench_folder_is_owner (bench));
  ports = np_bench_folder_list_ports (np_bench_folder_get_path (bench));
  boards = np_bench_folder_list_boards (fixture->path, &error);
  g_assert_cmpuint (ports->len, ==, 3);
  for (guint i = 0; i < ports->len; i++)
    {
      const NpSerialPortInfo *port = ports->pdata[i];

      g_assert_cmpstr (port->usb_serial, ==, get_board (boards, i)->serial);
      g_assert_cmpuint (port->usb_vendor_id, ==, 0x0483);
      g_assert_true (port->simulated);
      g_assert_true (g_str_has_prefix (port->path, "/dev/pts/"));
    }

  /* Somebody else joins in, and leaving changes nothing. */
  second = np_bench_folder_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_false (np_bench_folder_is_owner (second));
  np_bench_folder_close (second);
  g_clear_pointer (&ports, g_ptr_array_unref);
  ports = np_bench_folder_list_ports (np_bench_folder_get_path (bench));
  g_assert_cmpuint (ports->len, ==, 3);

  np_bench_folder_close (bench);
  g_clear_pointer (&ports, g_ptr_array_unref);
  ports = np_bench_folder_list_ports (np_bench_folder_get_path (bench));
  g_assert_cmpuint (ports->len, ==, 0);
  for (guint i = 0; i < boards->len; i++)
    {
      g_autofree char *link = g_build_filename (fixture->path, "boards", get_board (boards, i)->serial, "uart", NULL);

      g_assert_false (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
    }
}

static void
test_open_temporary (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  NpBenchFolder *bench = np_bench_folder_open_temporary (2, "stm32u5", 1000, &error);
  g_autofree char *path = NULL;
  g_autofree char *tool = NULL;

  g_assert_no_error (error);
  path = g_strdup (np_bench_folder_get_path (bench));
  tool = np_bench_folder_dup_programmer (bench);
  g_assert_true (g_file_test (tool, G_FILE_TEST_IS_EXECUTABLE));
  g_assert_finalize_object (bench);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* DESIGN: opening many boards doesn't wait for each in turn. Bounded loosely: other tests run at the same time. */
static void
test_open_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpBenchFolder) bench = NULL;
  g_autoptr(GPtrArray) ports = NULL;
  gint64 started;
  double seconds;

  create (fixture, 32, "stm32wba6");
  started = g_get_monotonic_time ();
  bench = np_bench_folder_open (fixture->path, &error);
  g_assert_no_error (error);
  seconds = (g_get_monotonic_time () - started) / (double) G_USEC_PER_SEC;
  g_test_message ("32 boards opened in %.3f s", seconds);
  g_assert_cmpfloat (seconds, <, 5.0);
  ports = np_bench_folder_list_ports (np_bench_folder_get_path (bench));
  g_assert_cmpuint (ports->len, ==, 32);
}

/* Opened by a process that is killed: its boards end, and what they leave doesn't keep the next one from opening the folder. */
static void
test_opener_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) opener = NULL;
  g_autoptr(NpBenchFolder) bench = NULL;
  g_autoptr(GPtrArray) ports = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  char byte;

  create (fixture, 4, "stm32wba6");
  opener = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--hold", fixture->path, NULL);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (opener), &byte, 1, NULL, &error), ==, 1);
  g_subprocess_send_signal (opener, SIGKILL);
  g_subprocess_wait (opener, NULL, &error);
  g_assert_no_error (error);

  bench = np_bench_folder_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (np_bench_folder_is_owner (bench));
  ports = np_bench_folder_list_ports (np_bench_folder_get_path (bench));
  g_assert_cmpuint (ports->len, ==, 4);
}

/* The process that test_opener_killed () kills. */
G_NORETURN static void
hold_bench (const char *path)
{
  g_autoptr(GError) error = NULL;
  NpBenchFolder *bench = np_bench_folder_open (path, &error);

  g_assert_no_error (error);
  g_assert_true (NP_IS_BENCH_FOLDER (bench));
  g_assert_cmpint (write (STDOUT_FILENO, "\n", 1), ==, 1);
  for (;;)
    pause ();
}

static gboolean
count_up (JsonObject *object, gpointer user_data, GError **error)
{
  json_object_set_int_member (object, "count", json_object_get_int_member (object, "count") + 1);
  return TRUE;
}

static gpointer
edit_many_times (gpointer path)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr(GError) error = NULL;

      np_bench_file_edit (path, count_up, NULL, &error);
      g_assert_no_error (error);
    }
  return NULL;
}

/* Two writers at once: no edit is lost, and no reader sees half a file. */
static void
test_edit_together (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "count.json", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = NULL;
  GThread *other;

  g_file_set_contents (path, "{\"count\": 0}", -1, &error);
  g_assert_no_error (error);
  other = g_thread_new ("other", edit_many_times, path);
  edit_many_times (path);
  g_thread_join (other);
  object = np_bench_file_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (object, "count"), ==, 100);
}

/* The documentation has every kind of fault, with its steps. */
static void
test_documented (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "simulated-bench.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  guint n_kinds;
  const NpBenchFaultKind *kinds = np_bench_fault_get_kinds (&n_kinds);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *names = np_bench_fault_kind_dup_step_names (&kinds[i]);
      g_autofree char *row = NULL;

      if (strstr (names, "list") != NULL)
        row = g_strdup_printf ("\n| `%s` | all |", kinds[i].name);
      else if (strstr (names, "connect") != NULL)
        row = g_strdup_printf ("\n| `%s` | all but list |", kinds[i].name);
      else
        row = g_strdup_printf ("\n| `%s` | %s |", kinds[i].name, names);
      g_test_message ("%s", row);
      g_assert_nonnull (strstr (text, row));
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_strcmp0 (argv[1], "--hold") == 0)
    hold_bench (argv[2]);

  g_test_init (&argc, &argv, NULL);

  ADD ("/bench-folder/create", test_create);
  ADD ("/bench-folder/create-refused", test_create_refused);
  ADD ("/bench-folder/not-a-bench", test_not_a_bench);
  ADD ("/bench-folder/faults", test_faults);
  ADD ("/bench-folder/tool-missing", test_tool_missing);
  ADD ("/bench-folder/settings", test_settings);
  ADD ("/bench-folder/flash", test_flash);
  ADD ("/bench-folder/open", test_open);
  ADD ("/bench-folder/open-temporary", test_open_temporary);
  ADD ("/bench-folder/open-many", test_open_many);
  ADD ("/bench-folder/opener-killed", test_opener_killed);
  ADD ("/bench-folder/edit-together", test_edit_together);
  ADD ("/bench-folder/documented", test_documented);

  return g_test_run ();
}
