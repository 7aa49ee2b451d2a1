/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include "np-bench-control.h"
#include "np-bench-file.h"
#include "np-bench-folder-private.h"
#include "np-error.h"
#include "np-paths.h"
#include "np-serial-port.h"

#define TEMPORARY_BOARDS 4
#define TEMPORARY_PLATFORM "stm32wba6"
#define START_TIMEOUT_US (30 * G_USEC_PER_SEC)
#define ST_VENDOR_ID 0x0483

struct _NpBenchFolder
{
  GObject parent_instance;

  char *path;
  int lock_fd;       /* -1: another program keeps the boards powered */
  GPtrArray *boards; /* GSubprocess, each with a pipe to its stdin: they end when it closes, however this process ends */

  char *temporary_folder; /* removed when closed */
  int temporary_lock_fd;
};

G_DEFINE_FINAL_TYPE (NpBenchFolder, np_bench_folder, G_TYPE_OBJECT)

static gboolean
take_lock (NpBenchFolder *self, GError **error)
{
  g_autofree char *lock_path = g_build_filename (self->path, "lock", NULL);
  int fd = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      self->lock_fd = fd;
      return TRUE;
    }
  if (fd >= 0 && errno == EWOULDBLOCK)
    {
      close (fd);
      return TRUE;
    }
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s: %s"), lock_path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return FALSE;
}

static gboolean
start_boards (NpBenchFolder *self, const char *program, GError **error)
{
  g_auto(GStrv) serials = np_bench_folder_list_serials (self->path, error);

  for (guint i = 0; serials != NULL && serials[i] != NULL; i++)
    {
      g_autofree char *folder = np_bench_folder_dup_board_folder (self->path, serials[i]);
      GSubprocess *board
          = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, program, folder, NULL);

      if (board == NULL)
        return FALSE;
      g_ptr_array_add (self->boards, board);
    }
  return serials != NULL;
}

/* A board's first byte says that its port is there; its end, that it failed. */
static gboolean
wait_for_board (GSubprocess *board, gint64 deadline)
{
  GInputStream *output = g_subprocess_get_stdout_pipe (board);
  struct pollfd wait = { .fd = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (output)), .events = POLLIN };
  char byte;

  for (;;)
    {
      gint64 left = deadline - g_get_monotonic_time ();
      int ready = left > 0 ? poll (&wait, 1, left / 1000 + 1) : 0;

      if (ready > 0)
        return read (wait.fd, &byte, 1) == 1;
      if (ready == 0 || errno != EINTR)
        return FALSE;
    }
}

static gboolean
wait_for_boards (NpBenchFolder *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + START_TIMEOUT_US;

  for (guint i = 0; i < self->boards->len; i++)
    if (!wait_for_board (self->boards->pdata[i], deadline))
      {
        g_set_error (error, NP_ERROR, NP_ERROR_TOOL_FAILED, _("Board %u of the simulated bench %s didn't start."), i + 1,
                     self->path);
        return FALSE;
      }
  return TRUE;
}

static gboolean
open_folder (NpBenchFolder *self, GError **error)
{
  g_autofree char *program = NULL;

  if (!np_bench_folder_check (self->path, error) || !take_lock (self, error))
    return FALSE;
  if (self->lock_fd < 0)
    return TRUE;
  program = np_paths_find_program ("nameplate-sim-board", error);
  return program != NULL && np_bench_folder_write_programmer (self->path, error) && start_boards (self, program, error)
         && wait_for_boards (self, error);
}

NpBenchFolder *
np_bench_folder_open (const char *path, GError **error)
{
  g_autoptr(NpBenchFolder) self = NULL;

  if (path == NULL)
    return np_bench_folder_open_temporary (TEMPORARY_BOARDS, TEMPORARY_PLATFORM, 1.0, error);
  self = g_object_new (NP_TYPE_BENCH_FOLDER, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  return open_folder (self, error) ? g_steal_pointer (&self) : NULL;
}

NpBenchFolder *
np_bench_folder_open_temporary (guint n_boards, const char *platform, double speed, GError **error)
{
  g_autoptr(NpBenchFolder) self = g_object_new (NP_TYPE_BENCH_FOLDER, NULL);

  self->temporary_folder = np_paths_make_private_folder (&self->temporary_lock_fd, error);
  if (self->temporary_folder == NULL)
    return NULL;
  self->path = g_build_filename (self->temporary_folder, "bench", NULL);
  if (!np_bench_folder_create (self->path, n_boards, platform, error) || !np_bench_folder_set_speed (self->path, speed, error)
      || !open_folder (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
end_boards (NpBenchFolder *self)
{
  for (guint i = 0; i < self->boards->len; i++)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->boards->pdata[i]), NULL, NULL);
  for (guint i = 0; i < self->boards->len; i++)
    g_subprocess_wait (self->boards->pdata[i], NULL, NULL);
  g_ptr_array_set_size (self->boards, 0);
}

void
np_bench_folder_close (NpBenchFolder *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (NP_IS_BENCH_FOLDER (self));

  end_boards (self);
  if (self->lock_fd >= 0)
    np_paths_release_lock (self->lock_fd);
  self->lock_fd = -1;
  if (self->temporary_folder != NULL && !np_paths_remove_folder (self->temporary_folder, &error))
    g_warning ("temporary bench: %s", error->message);
  g_clear_pointer (&self->temporary_folder, g_free);
  if (self->temporary_lock_fd >= 0)
    np_paths_release_lock (self->temporary_lock_fd);
  self->temporary_lock_fd = -1;
}

const char *
np_bench_folder_get_path (NpBenchFolder *self)
{
  g_return_val_if_fail (NP_IS_BENCH_FOLDER (self), NULL);

  return self->path;
}

char *
np_bench_folder_dup_programmer (NpBenchFolder *self)
{
  g_return_val_if_fail (NP_IS_BENCH_FOLDER (self), NULL);

  return g_build_filename (self->path, "bin", "STM32_Programmer_CLI", NULL);
}

gboolean
np_bench_folder_is_owner (NpBenchFolder *self)
{
  g_return_val_if_fail (NP_IS_BENCH_FOLDER (self), FALSE);

  return self->lock_fd >= 0;
}

static NpSerialPortInfo *
port_info_new (const char *serial, guint index, char *path, JsonObject *board)
{
  JsonObject *probe = np_bench_file_get_object (board, "probe");
  const char *firmware = np_bench_file_get_string (probe, "firmware", "");
  NpSerialPortInfo info = {
    .name = g_strdup_printf ("ttySIM%u", index),
    .usb_place = g_strdup_printf ("simulated-%u", index),
    .path = path,
    .usb_serial = (char *) np_bench_file_get_string (probe, "serial", serial),
    .usb_vendor_id = ST_VENDOR_ID,
    .usb_product_id = g_str_has_prefix (firmware, "V2") ? 0x374B : 0x374E,
    .simulated = TRUE,
  };
  NpSerialPortInfo *copy = np_serial_port_info_copy (&info);

  g_free (info.name);
  g_free (info.usb_place);
  return copy;
}

GPtrArray *
np_bench_folder_list_ports (const char *path)
{
  GPtrArray *ports = g_ptr_array_new_with_free_func ((GDestroyNotify) np_serial_port_info_free);
  g_auto(GStrv) serials = NULL;

  g_return_val_if_fail (path != NULL, ports);

  serials = np_bench_folder_list_serials (path, NULL);
  for (guint i = 0; serials != NULL && serials[i] != NULL; i++)
    {
      g_autofree char *folder = np_bench_folder_dup_board_folder (path, serials[i]);
      g_autofree char *file = np_bench_folder_dup_board_file (path, serials[i]);
      g_autofree char *link = g_build_filename (folder, "uart", NULL);
      g_autofree char *terminal = g_file_read_link (link, NULL);
      g_autoptr(JsonObject) board = terminal != NULL ? np_bench_file_load (file, NULL) : NULL;

      /* A link left over from a killed process may lead to somebody else's terminal by now. */
      if (board != NULL && np_bench_control_has_board (folder))
        g_ptr_array_add (ports, port_info_new (serials[i], i, terminal, board));
    }
  return ports;
}

static void
np_bench_folder_dispose (GObject *object)
{
  np_bench_folder_close (NP_BENCH_FOLDER (object));

  G_OBJECT_CLASS (np_bench_folder_parent_class)->dispose (object);
}

static void
np_bench_folder_finalize (GObject *object)
{
  NpBenchFolder *self = NP_BENCH_FOLDER (object);

  g_free (self->path);
  g_ptr_array_unref (self->boards);

  G_OBJECT_CLASS (np_bench_folder_parent_class)->finalize (object);
}

static void
np_bench_folder_class_init (NpBenchFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = np_bench_folder_dispose;
  object_class->finalize = np_bench_folder_finalize;
}

static void
np_bench_folder_init (NpBenchFolder *self)
{
  self->lock_fd = -1;
  self->temporary_lock_fd = -1;
  self->boards = g_ptr_array_new_with_free_func (g_object_unref);
}
