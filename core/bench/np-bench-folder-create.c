/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "np-bench-fault.h"
#include "np-bench-file.h"
#include "np-bench-folder-private.h"
#include "np-error.h"
#include "np-paths.h"

#define TARGETS_RESOURCE "/io/github/nameplate/Nameplate/bench/"
#define BOARDS_MAX 999
#define HELPING_HAND_SECONDS 5.0

/* The last four digits of a serial number are the board's number. */
#define SERIAL_FAMILY "0035"
#define SERIAL_RANDOM_DIGITS 16

char *
np_bench_folder_dup_file (const char *path)
{
  return g_build_filename (path, "bench.json", NULL);
}

char *
np_bench_folder_dup_board_folder (const char *path, const char *board)
{
  return g_build_filename (path, "boards", board, NULL);
}

char *
np_bench_folder_dup_board_file (const char *path, const char *board)
{
  return g_build_filename (path, "boards", board, "board.json", NULL);
}

static char *
make_hex_digits (guint count)
{
  GString *digits = g_string_sized_new (count);

  for (guint i = 0; i < count; i++)
    g_string_append_printf (digits, "%X", (guint) g_random_int_range (0, 16));
  return g_string_free (digits, FALSE);
}

char *
np_bench_folder_make_unique_id (void)
{
  return make_hex_digits (24);
}

gboolean
np_bench_folder_check (const char *path, GError **error)
{
  g_autofree char *file = np_bench_folder_dup_file (path);
  g_autoptr(GError) load_error = NULL;
  g_autoptr(JsonObject) bench = np_bench_file_load (file, &load_error);

  if (bench == NULL)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s is no simulated bench: %s"), path, load_error->message);
      return FALSE;
    }
  if (g_strcmp0 (np_bench_file_get_string (bench, "format", NULL), NP_BENCH_FORMAT) != 0)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s is no simulated bench: bench.json has another format."), path);
      return FALSE;
    }
  if (np_bench_file_get_double (bench, "version", 0) > NP_BENCH_FORMAT_VERSION)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The simulated bench %s was made by a newer version of Nameplate."),
                   path);
      return FALSE;
    }
  return TRUE;
}

/* Fails when the folder holds anything already. */
static gboolean
make_empty_folder (const char *path, GError **error)
{
  g_autoptr(GDir) folder = NULL;

  if (g_mkdir_with_parents (path, 0755) < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("The folder %s can't be made: %s"), path,
                   g_strerror (errno));
      return FALSE;
    }
  folder = g_dir_open (path, 0, error);
  if (folder == NULL)
    return FALSE;
  if (g_dir_read_name (folder) != NULL)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The folder %s isn't empty; a bench needs one of its own."), path);
      return FALSE;
    }
  return TRUE;
}

JsonObject *
np_bench_folder_load_target (const char *platform, GError **error)
{
  g_autofree char *resource = g_strconcat (TARGETS_RESOURCE, platform, ".json", NULL);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text;

  if (bytes == NULL)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("There is no simulated board of the platform “%s”."), platform);
      return NULL;
    }
  text = g_bytes_get_data (bytes, &length);
  if (!json_parser_load_from_data (parser, text, length, error))
    return NULL;
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static gboolean
write_loaders (const char *path, JsonObject *target, GError **error)
{
  g_autofree char *folder = g_build_filename (path, "bin", "ExternalLoader", NULL);
  JsonArray *memories = np_bench_file_get_array (target, "memories");

  if (g_mkdir_with_parents (folder, 0755) < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("The folder %s can't be made: %s"), folder,
                   g_strerror (errno));
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (memories); i++)
    {
      JsonObject *memory = json_array_get_object_element (memories, i);
      const char *loader = np_bench_file_get_string (memory, "loader", NULL);
      g_autofree char *file = loader != NULL ? g_build_filename (folder, loader, NULL) : NULL;

      if (file != NULL
          && !g_file_set_contents (file, "A simulated board's external loader: its name is all there is to it.\n", -1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_board (const char *path, const char *serial, JsonObject *target, GError **error)
{
  g_autofree char *folder = np_bench_folder_dup_board_folder (path, serial);
  g_autofree char *file = np_bench_folder_dup_board_file (path, serial);
  g_autofree char *unique_id = np_bench_folder_make_unique_id ();
  JsonObject *latency = json_object_new ();

  /* Bytes and seconds as measured on real boards. */
  json_object_set_double_member (latency, "connect", 0.4);
  json_object_set_double_member (latency, "boot", 0.3);
  json_object_set_int_member (latency, "writeRate", 40 * 1024);
  json_object_set_int_member (latency, "verifyRate", 80 * 1024);

  json_object_set_string_member (target, "uniqueId", unique_id);
  json_object_set_object_member (target, "latency", latency);
  json_object_set_boolean_member (target, "plugged", TRUE);
  json_object_set_boolean_member (target, "powered", TRUE);
  json_object_set_double_member (target, "helpingHand", HELPING_HAND_SECONDS);
  json_object_set_array_member (target, "faults", json_array_new ());
  if (g_mkdir_with_parents (folder, 0755) < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("The folder %s can't be made: %s"), folder,
                   g_strerror (errno));
      return FALSE;
    }
  return np_bench_file_save (file, target, error);
}

static gboolean
write_bench (const char *path, GError **error)
{
  g_autoptr(JsonObject) bench = json_object_new ();
  g_autofree char *file = np_bench_folder_dup_file (path);

  json_object_set_string_member (bench, "format", NP_BENCH_FORMAT);
  json_object_set_int_member (bench, "version", NP_BENCH_FORMAT_VERSION);
  json_object_set_string_member (bench, "toolVersion", "2.23");
  json_object_set_string_member (bench, "toolSystem", "linux");
  json_object_set_boolean_member (bench, "noTool", FALSE);
  json_object_set_double_member (bench, "speed", 1.0);
  return np_bench_file_save (file, bench, error);
}

gboolean
np_bench_folder_create (const char *path, guint n_boards, const char *platform, GError **error)
{
  g_autofree char *digits = make_hex_digits (SERIAL_RANDOM_DIGITS);
  g_autoptr(JsonObject) target = NULL;

  g_return_val_if_fail (path != NULL && platform != NULL, FALSE);

  if (n_boards < 1 || n_boards > BOARDS_MAX)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("A simulated bench has 1 to %d boards, not %u."), BOARDS_MAX,
                   n_boards);
      return FALSE;
    }
  target = np_bench_folder_load_target (platform, error);
  if (target == NULL || !make_empty_folder (path, error) || !write_loaders (path, target, error))
    return FALSE;
  for (guint i = 1; i <= n_boards; i++)
    {
      g_autofree char *serial = g_strdup_printf ("%s%s%04u", SERIAL_FAMILY, digits, i);

      if (!write_board (path, serial, target, error))
        return FALSE;
    }
  /* Last: what has a bench.json is whole. */
  return write_bench (path, error) && np_bench_folder_write_programmer (path, error);
}

gboolean
np_bench_folder_write_programmer (const char *path, GError **error)
{
  g_autofree char *script_path = g_build_filename (path, "bin", "STM32_Programmer_CLI", NULL);
  g_autofree char *bench_path = np_bench_folder_dup_file (path);
  g_autoptr(JsonObject) bench = np_bench_file_load (bench_path, error);
  g_autofree char *program = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *script = NULL;

  if (bench == NULL)
    return FALSE;
  if (np_bench_file_get_boolean (bench, "noTool", FALSE))
    {
      if (g_unlink (script_path) == 0 || errno == ENOENT)
        return TRUE;
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s can't be removed: %s"), script_path,
                   g_strerror (errno));
      return FALSE;
    }
  program = np_paths_find_program ("nameplate-sim-programmer", error);
  if (program == NULL)
    return FALSE;
  quoted = g_shell_quote (program);
  script = g_strdup_printf ("#!/bin/sh\n"
                            "# The stand-in for ST's programmer on the simulated bench that this file lies in.\n"
                            "NAMEPLATE_SIM_BENCH=$(CDPATH= cd -P -- \"${0%%/*}/..\" && pwd) || exit 1\n"
                            "export NAMEPLATE_SIM_BENCH\n"
                            "exec %s \"$@\"\n",
                            quoted);
  return g_file_set_contents_full (script_path, script, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0755, error);
}
