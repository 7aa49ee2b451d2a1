/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "np-paths.h"
#include "sim-bench.h"

#define WAIT_MS 20000

void
sim_bench_set_up (SimBench *bench, guint n_boards, const char *platform)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = NULL;

  bench->folder = g_dir_make_tmp ("nameplate-sim-XXXXXX", &error);
  g_assert_no_error (error);
  bench->path = g_build_filename (bench->folder, "bench", NULL);
  np_bench_folder_create (bench->path, n_boards, platform, &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (bench->path, 1000, &error);
  g_assert_no_error (error);
  boards = np_bench_folder_list_boards (bench->path, &error);
  g_assert_no_error (error);
  bench->serial = g_strdup (((NpBenchBoardInfo *) boards->pdata[0])->serial);
}

void
sim_bench_tear_down (SimBench *bench)
{
  g_autoptr(GError) error = NULL;

  np_paths_remove_folder (bench->folder, &error);
  g_assert_no_error (error);
  g_free (bench->folder);
  g_free (bench->path);
  g_free (bench->serial);
}

void
sim_bench_fixture_set_up (SimBench *bench, gconstpointer platform)
{
  sim_bench_set_up (bench, 2, platform != NULL ? platform : "stm32wba6");
}

void
sim_bench_fixture_tear_down (SimBench *bench, gconstpointer platform)
{
  sim_bench_tear_down (bench);
}

char *
sim_bench_get_file (SimBench *bench, const char *name)
{
  return g_build_filename (bench->folder, name, NULL);
}

char *
sim_bench_write_file (SimBench *bench, const char *name, const void *bytes, gsize size)
{
  g_autoptr(GError) error = NULL;
  char *path = sim_bench_get_file (bench, name);

  g_file_set_contents (path, bytes, size, &error);
  g_assert_no_error (error);
  return path;
}

static GStrv
make_argv (SimBench *bench, const char *arguments)
{
  g_autofree char *program = g_build_filename (bench->path, "bin", "STM32_Programmer_CLI", NULL);
  g_autofree char *quoted = g_shell_quote (program);
  g_autoptr(GString) line = g_string_new (arguments);
  g_autoptr(GError) error = NULL;
  GStrv argv = NULL;

  g_string_prepend_c (line, ' ');
  g_string_prepend (line, quoted);
  g_string_replace (line, "{SN}", bench->serial, 0);
  g_string_replace (line, "{DIR}", bench->folder, 0);
  g_shell_parse_argv (line->str, NULL, &argv, &error);
  g_assert_no_error (error);
  return argv;
}

char *
sim_bench_run (SimBench *bench, const char *arguments, int *status)
{
  g_auto(GStrv) argv = make_argv (bench, arguments);
  g_autoptr(GError) error = NULL;
  char *output = NULL;
  int wait_status;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &wait_status, &error);
  g_assert_no_error (error);
  if (status != NULL)
    *status = WIFSIGNALED (wait_status) ? -WTERMSIG (wait_status) : WEXITSTATUS (wait_status);
  else if (wait_status != 0)
    g_error ("%s: ended with %d:\n%s", arguments, wait_status, output);
  return output;
}

GSubprocess *
sim_bench_start (SimBench *bench, const char *arguments)
{
  g_auto(GStrv) argv = make_argv (bench, arguments);
  g_autoptr(GError) error = NULL;
  GSubprocess *process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  g_assert_no_error (error);
  return process;
}

void
sim_bench_wait_for_output (GSubprocess *process, const char *text)
{
  g_autoptr(GString) output = g_string_new (NULL);

  while (strstr (output->str, text) == NULL)
    {
      g_autoptr(GError) error = NULL;
      char bytes[256];
      gssize length = g_input_stream_read (g_subprocess_get_stdout_pipe (process), bytes, sizeof bytes, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (length, >, 0);
      g_string_append_len (output, bytes, length);
    }
}

void
sim_bench_set_fault (SimBench *bench, const char *step, const char *kind)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_fault (bench->path, bench->serial, step, kind, &error);
  g_assert_no_error (error);
}

GBytes *
sim_bench_read_flash (SimBench *bench, guint32 address, guint32 size)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes = np_bench_folder_read_flash (bench->path, bench->serial, address, size, &error);

  g_assert_no_error (error);
  return bytes;
}

GBytes *
sim_bench_make_bytes (gsize size)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (2);
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = g_rand_int (random);
  return g_bytes_new_take (bytes, size);
}

void
sim_bench_write_random_file (SimBench *bench, const char *name, gsize size)
{
  g_autoptr(GBytes) bytes = sim_bench_make_bytes (size);
  g_autofree char *path = sim_bench_write_file (bench, name, g_bytes_get_data (bytes, NULL), size);

  g_assert_nonnull (path);
}

gsize
sim_bench_count_written (SimBench *bench, guint32 address, GBytes *expected)
{
  gsize size = g_bytes_get_size (expected);
  g_autoptr(GBytes) flash = sim_bench_read_flash (bench, address, size);
  const guint8 *a = g_bytes_get_data (flash, NULL);
  const guint8 *b = g_bytes_get_data (expected, NULL);
  gsize count = 0;

  while (count < size && a[count] == b[count])
    count++;
  return count;
}

void
sim_bench_write_flash (SimBench *bench, guint32 address, GBytes *bytes)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_write_flash (bench->path, bench->serial, address, bytes, &error);
  g_assert_no_error (error);
}

NpBenchFolder *
sim_bench_power_up (SimBench *bench)
{
  g_autoptr(GError) error = NULL;
  NpBenchFolder *folder = np_bench_folder_open (bench->path, &error);

  g_assert_no_error (error);
  return folder;
}

void
sim_bench_cycle_power (SimBench *bench)
{
  g_autoptr(NpBenchFolder) folder = sim_bench_power_up (bench);

  sim_bench_wait_for_change (bench, sim_bench_is_awake);
}

void
sim_bench_reset (SimBench *bench)
{
  g_autofree char *output = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", NULL);

  sim_assert_contains (output, "Software reset is performed\n");
}

void
sim_bench_write_port (SimBench *bench, const char *text)
{
  g_autofree char *port = sim_bench_get_port (bench);
  int fd = g_open (port, O_RDWR | O_NOCTTY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, text, strlen (text)), ==, strlen (text));
  close (fd);
}

char *
sim_bench_get_port (SimBench *bench)
{
  return g_build_filename (bench->path, "boards", bench->serial, "uart", NULL);
}

/* Until @text has come, or where that is NULL @count bytes. */
static char *
read_port (SimBench *bench, const char *text, gsize count)
{
  g_autofree char *port = sim_bench_get_port (bench);
  int fd = g_open (port, O_RDWR | O_NOCTTY | O_CLOEXEC, 0);
  GString *received = g_string_new (NULL);

  g_assert_cmpint (fd, >=, 0);
  while (text != NULL ? memmem (received->str, received->len, text, strlen (text)) == NULL : received->len < count)
    {
      struct pollfd wait = { .fd = fd, .events = POLLIN };
      char bytes[512];
      gssize length;

      g_assert_cmpint (poll (&wait, 1, WAIT_MS), ==, 1);
      length = read (fd, bytes, text != NULL ? sizeof bytes : MIN (sizeof bytes, count - received->len));
      g_assert_cmpint (length, >, 0);
      g_string_append_len (received, bytes, length);
    }
  close (fd);
  return g_string_free (received, FALSE);
}

char *
sim_bench_read_port (SimBench *bench, const char *text)
{
  return read_port (bench, text, 0);
}

char *
sim_bench_read_port_bytes (SimBench *bench, gsize count)
{
  return read_port (bench, NULL, count);
}

static gboolean
first_board_is (SimBench *bench, SimBenchCondition condition)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = np_bench_folder_list_boards (bench->path, &error);

  g_assert_no_error (error);
  return condition (boards->pdata[0]);
}

void
sim_bench_wait_for_change (SimBench *bench, SimBenchCondition condition)
{
  g_autofree char *path = g_build_filename (bench->path, "boards", bench->serial, NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileMonitor) monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, &error);

  g_assert_no_error (error);
  while (!first_board_is (bench, condition))
    g_main_context_iteration (NULL, TRUE);
}

gboolean
sim_bench_is_unplugged (const NpBenchBoardInfo *info)
{
  return !info->plugged;
}

gboolean
sim_bench_is_off (const NpBenchBoardInfo *info)
{
  return !info->powered;
}

gboolean
sim_bench_is_awake (const NpBenchBoardInfo *info)
{
  return info->plugged && !info->waits_for_power;
}

gboolean
sim_bench_waits_for_power (SimBench *bench)
{
  return !first_board_is (bench, sim_bench_is_awake);
}

static gboolean
has_no_faults (const NpBenchBoardInfo *info)
{
  return info->faults[0] == NULL;
}

void
sim_bench_wait_for_no_faults (SimBench *bench)
{
  sim_bench_wait_for_change (bench, has_no_faults);
}

guint
sim_bench_count_stored_keys (SimBench *bench)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = np_bench_folder_list_boards (bench->path, &error);

  g_assert_no_error (error);
  return ((NpBenchBoardInfo *) boards->pdata[0])->n_stored_keys;
}
