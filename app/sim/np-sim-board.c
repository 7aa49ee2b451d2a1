/* SPDX-License-Identifier: GPL-3.0-or-later */

/* nameplate-sim-board: one board of a simulated bench (docs/simulated-bench.md), as long as it has power.
 *
 * It ends when its standard input does: the program that opened the bench holds the other end, and lets go of it however it ends
 * itself. A byte on standard output says that the serial port is there. */
#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/np-bench-control.h"
#include "bench/np-bench-fault.h"
#include "bench/np-bench-file.h"
#include "np-sim-clock.h"
#include "np-sim-fault.h"
#include "np-sim-firmware.h"

#define BOOT_SECONDS 0.3
#define LATE_SECONDS 35.0
#define GARBAGE_SIZE 256
#define REPLUG_SECONDS 1.0

typedef struct
{
  GMainLoop *loop;
  const char *folder;
  NpSimDevice *device; /* board.json as it was last read */
  NpSimUart *uart;     /* (nullable): NULL while unplugged */
  gboolean powered;
  guint boot_steps; /* which faults the boot that is going on may have */
  guint boot_id;
  NpSimProvisioning *provisioning; /* (nullable): the firmware that runs, when it goes on running */
  guint hand_id;                   /* somebody is about to replug the board */
  gboolean halted;   /* in the middle of a boot, or of provisioning firmware's work */
  GString *commands; /* the beginning of one that isn't whole yet */
} Board;

static double
find_speed (Board *self)
{
  g_autofree char *path = g_build_filename (self->folder, "..", "..", "bench.json", NULL);
  g_autoptr(JsonObject) bench = np_bench_file_load (path, NULL);

  return np_sim_clock_find_speed (np_bench_file_get_double (bench, "speed", 1.0));
}

static void
send_garbage (Board *self)
{
  guint8 bytes[GARBAGE_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    bytes[i] = g_random_int ();
  np_sim_uart_send (self->uart, bytes, sizeof bytes);
}

static gboolean
boot_cb (gpointer user_data)
{
  Board *self = user_data;

  self->boot_id = 0;
  if (np_sim_fault_take (self->device, NP_BENCH_FAULT_NO_REPLY, self->boot_steps))
    return G_SOURCE_REMOVE;
  if (np_sim_fault_take (self->device, NP_BENCH_FAULT_GARBAGE, self->boot_steps))
    send_garbage (self);
  else
    self->provisioning = np_sim_firmware_boot (self->device, self->uart, find_speed (self));
  return G_SOURCE_REMOVE;
}

static void
halt (Board *self)
{
  self->halted = self->halted || self->boot_id != 0 || self->provisioning != NULL;
  g_clear_handle_id (&self->boot_id, g_source_remove);
  g_clear_pointer (&self->provisioning, np_sim_provisioning_stop);
}

static gboolean
waits_for_power (const NpSimDevice *device)
{
  return np_bench_file_get_boolean (device->board, NP_BENCH_WAITS_FOR_POWER, FALSE);
}

/* With the port goes whatever uses it. */
static void
close_port (Board *self)
{
  halt (self);
  g_clear_pointer (&self->uart, np_sim_uart_free);
}

static void
boot (Board *self, guint steps)
{
  double seconds = np_sim_device_get_latency (self->device, "boot", BOOT_SECONDS);

  halt (self);
  self->halted = FALSE;
  if (self->uart == NULL || !self->powered || waits_for_power (self->device))
    return;
  self->boot_steps = steps;
  if (np_sim_fault_take (self->device, NP_BENCH_FAULT_LATE_REPLY, steps))
    seconds += LATE_SECONDS;
  self->boot_id = g_timeout_add (seconds * 1000 / find_speed (self), boot_cb, self);
}

/* Another chip on the same probe means that board and probe were plugged in anew, together. */
static gboolean
is_other_chip (const NpSimDevice *before, const NpSimDevice *now)
{
  return before != NULL
         && strcmp (np_bench_file_get_string (before->board, "uniqueId", ""), np_bench_file_get_string (now->board, "uniqueId", "")) != 0;
}

static gboolean
plug_in_cb (gpointer user_data)
{
  Board *self = user_data;

  self->hand_id = 0;
  np_sim_device_plug_in (self->device);
  return G_SOURCE_REMOVE;
}

static gboolean
pull_out_cb (gpointer user_data)
{
  Board *self = user_data;

  self->hand_id = g_timeout_add (REPLUG_SECONDS * 1000 / find_speed (self), plug_in_cb, self);
  np_sim_device_unplug (self->device);
  return G_SOURCE_REMOVE;
}

/* A bench that nobody can touch would wait for ever. */
static void
call_helping_hand (Board *self)
{
  double seconds = np_bench_file_get_double (self->device->board, "helpingHand", 0);

  if (seconds > 0 && self->hand_id == 0)
    self->hand_id = g_timeout_add (seconds * 1000 / find_speed (self), pull_out_cb, self);
}

/* Reads board.json, and makes the port and the power what it says. A file that can't be read leaves everything as it is. */
static gboolean
reload (Board *self, GError **error)
{
  NpSimDevice *device = np_sim_device_load (self->folder, 0);
  gboolean was_on = self->uart != NULL && self->powered;
  gboolean plugged;

  if (device == NULL)
    return TRUE;
  if (is_other_chip (self->device, device))
    close_port (self);
  g_clear_pointer (&self->device, np_sim_device_free);
  self->device = device;
  plugged = np_bench_file_get_boolean (device->board, "plugged", TRUE);
  self->powered = np_bench_file_get_boolean (device->board, "powered", TRUE);
  if (!plugged)
    close_port (self);
  else if (self->uart == NULL)
    self->uart = np_sim_uart_new (self->folder, error);
  if (plugged && self->uart == NULL)
    return FALSE;
  if (self->uart == NULL || !self->powered)
    halt (self);
  if (self->uart == NULL)
    return TRUE;
  np_sim_uart_set_busy (self->uart, np_sim_fault_has (device, NP_BENCH_FAULT_PORT_BUSY, NP_BENCH_STEP_ANY));
  if (self->powered && !was_on)
    {
      np_sim_device_power_cycled (device);
      boot (self, NP_BENCH_STEP_ANY);
    }
  else if (self->powered && waits_for_power (device))
    {
      halt (self);
      call_helping_hand (self);
    }
  return TRUE;
}

static void
obey (Board *self, const char *command)
{
  g_autoptr(GError) error = NULL;

  if (g_strcmp0 (command, NP_BENCH_CONTROL_UNPLUG) == 0)
    close_port (self);
  if (g_strcmp0 (command, NP_BENCH_CONTROL_OFF) == 0)
    self->powered = FALSE;
  if (!reload (self, &error))
    g_printerr ("%s\n", error->message);
  if (g_strcmp0 (command, NP_BENCH_CONTROL_RESET) == 0)
    boot (self, NP_BENCH_STEP_RESET | NP_BENCH_STEP_ANY);
  else if (g_strcmp0 (command, NP_BENCH_CONTROL_HALT) == 0)
    halt (self);
  else if (g_strcmp0 (command, NP_BENCH_CONTROL_RUN) == 0 && self->halted)
    boot (self, self->boot_steps);
}

static gboolean
command_cb (gint fd, GIOCondition condition, gpointer user_data)
{
  Board *self = user_data;
  char bytes[256];
  gssize length = read (fd, bytes, sizeof bytes);
  char *end;

  if (length > 0)
    g_string_append_len (self->commands, bytes, length);
  while ((end = strchr (self->commands->str, '\n')) != NULL)
    {
      g_autofree char *command = g_strndup (self->commands->str, end - self->commands->str);

      g_string_erase (self->commands, 0, end - self->commands->str + 1);
      obey (self, command);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
opener_gone_cb (gint fd, GIOCondition condition, gpointer user_data)
{
  Board *self = user_data;
  char bytes[64];

  if (read (fd, bytes, sizeof bytes) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
terminated_cb (gpointer user_data)
{
  Board *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
run (Board *self, GError **error)
{
  int lock = np_bench_control_take_board (self->folder, error);
  int control = lock >= 0 ? np_bench_control_open (self->folder, error) : -1;

  if (control < 0 || !reload (self, error))
    return FALSE;
  g_unix_fd_add (control, G_IO_IN, command_cb, self);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, opener_gone_cb, self);
  g_unix_signal_add (SIGTERM, terminated_cb, self);
  if (write (STDOUT_FILENO, "\n", 1) == 1)
    g_main_loop_run (self->loop);
  /* The port first: as long as the lock is held, its link is right. */
  close_port (self);
  close (control);
  close (lock);
  return TRUE;
}

int
main (int argc, char **argv)
{
  Board self = { 0 };
  g_autoptr(GError) error = NULL;
  int status = EXIT_SUCCESS;

  if (argc != 2)
    {
      g_printerr ("usage: nameplate-sim-board BOARD-FOLDER\n");
      return EXIT_FAILURE;
    }
  /* Ctrl+C goes to every process of a terminal: the boards keep their power until the opener is done with them. */
  signal (SIGINT, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);
  self.folder = argv[1];
  self.loop = g_main_loop_new (NULL, FALSE);
  self.commands = g_string_new (NULL);
  if (!run (&self, &error))
    {
      g_printerr ("nameplate-sim-board: %s\n", error->message);
      status = EXIT_FAILURE;
    }
  close_port (&self);
  g_clear_pointer (&self.device, np_sim_device_free);
  g_string_free (self.commands, TRUE);
  g_main_loop_unref (self.loop);
  return status;
}
