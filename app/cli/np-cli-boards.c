/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "np-cli.h"
#include "np-error.h"

/* The bench that the options name, and the list of its boards. */

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static NpBench *
make_bench (const NpCliOptions *options, const NpPlatform *platform, GError **error)
{
  const char *bench = options->bench != NULL ? options->bench : "hardware";
  g_autoptr(NpBenchFolder) folder = NULL;

  if (g_str_equal (bench, "hardware"))
    return np_bench_new_hardware (options->programmer);
  if (g_str_equal (bench, "simulated"))
    folder = np_bench_folder_open_temporary (4, platform != NULL ? np_platform_get_id (platform) : "stm32wba6", 1.0, error);
  else if (g_str_has_prefix (bench, "simulated:"))
    folder = np_bench_folder_open (bench + strlen ("simulated:"), error);
  else
    g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is not a bench: it must be hardware, simulated or simulated:FOLDER."), bench);
  return folder != NULL ? np_bench_new_simulated (folder) : NULL;
}

NpBench *
np_cli_open_bench (const NpCliOptions *options, const NpPlatform *platform, GError **error)
{
  g_autoptr(NpBench) bench = make_bench (options, platform, error);
  g_autoptr(GAsyncResult) result = NULL;

  if (bench == NULL)
    return NULL;
  np_bench_start (bench);
  np_bench_settle_async (bench, NULL, settled_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!np_bench_settle_finish (bench, result, error))
    return NULL;
  if (np_bench_get_problem (bench) != NULL)
    {
      g_propagate_error (error, g_error_copy (np_bench_get_problem (bench)));
      return NULL;
    }
  return g_steal_pointer (&bench);
}

static const char *
state_name (NpBoard *board)
{
  g_autoptr(GEnumClass) states = g_type_class_ref (NP_TYPE_BOARD_STATE);

  return g_enum_get_value (states, np_board_get_state (board))->value_nick;
}

static void
print_board (NpBoard *board)
{
  const NpSerialPortInfo *port = np_board_get_port (board);
  const char *target = np_board_get_target_name (board);
  const char *message = np_board_get_message (board);

  g_print ("%2u  %-26s  %-6s  %-22s  %-12s  %s\n", np_board_get_number (board), np_board_get_probe_serial (board), state_name (board),
           target != NULL ? target : "-", port != NULL ? port->name : "-", message != NULL ? message : "");
}

static void
add_board (JsonBuilder *builder, NpBoard *board)
{
  const NpSerialPortInfo *port = np_board_get_port (board);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "number");
  json_builder_add_int_value (builder, np_board_get_number (board));
  np_cli_add_member (builder, "probe", np_board_get_probe_serial (board));
  np_cli_add_member (builder, "probeFirmware", np_board_get_probe_firmware (board));
  np_cli_add_member (builder, "board", np_board_get_board_name (board));
  np_cli_add_member (builder, "target", np_board_get_target_name (board));
  np_cli_add_member (builder, "uniqueId", np_board_get_unique_id (board));
  np_cli_add_member (builder, "protection", np_board_get_protection (board));
  np_cli_add_member (builder, "port", port != NULL ? port->path : NULL);
  np_cli_add_member (builder, "state", state_name (board));
  np_cli_add_member (builder, "message", np_board_get_message (board));
  np_cli_add_member (builder, "advice", np_board_get_advice (board));
  json_builder_end_object (builder);
}

static void
print_boards_as_json (NpBench *bench)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (bench));

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "simulated");
  json_builder_add_boolean_value (builder, np_bench_is_simulated (bench));
  json_builder_set_member_name (builder, "boards");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_boards; i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (G_LIST_MODEL (bench), i);

      add_board (builder, board);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  np_cli_print_json (builder);
}

NpCliStatus
np_cli_boards (const NpCliCommand *command, char **arguments)
{
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(NpBench) bench = NULL;
  g_auto(GStrv) rest = NULL;
  guint n_boards;

  if (!np_cli_parse (command, &arguments, NULL, 0, 0, &options))
    return NP_CLI_USAGE;
  rest = arguments;
  bench = np_cli_open_bench (&options, NULL, &error);
  if (bench == NULL)
    return np_cli_say_error (error);
  n_boards = g_list_model_get_n_items (G_LIST_MODEL (bench));
  if (options.json)
    print_boards_as_json (bench);
  else if (n_boards == 0)
    g_print ("%s\n", _("No board. Plug one in by the USB connector of its ST-LINK."));
  else
    for (guint i = 0; i < n_boards; i++)
      {
        g_autoptr(NpBoard) board = g_list_model_get_item (G_LIST_MODEL (bench), i);

        print_board (board);
      }
  return NP_CLI_DONE;
}
