/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "bench/np-board.h"
#include "bench/np-serial-access.h"
#include "np-permission.h"

#define RULES_RESOURCE "/io/github/nameplate/Nameplate/60-nameplate-st-link.rules"
#define RULES_FILE "/etc/udev/rules.d/60-nameplate-st-link.rules"

/* The whole file is in the command: where Nameplate keeps its own may be out of the shell's sight (Flatpak). */
static char *
dup_rules_command (void)
{
  g_autoptr(GBytes) rules = g_resources_lookup_data (RULES_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize size;
  const char *text = g_bytes_get_data (rules, &size);

  return g_strdup_printf ("sudo tee " RULES_FILE " >/dev/null <<'END'\n%.*s\nEND\nsudo udevadm control --reload-rules\nsudo udevadm trigger", (int) size,
                          text);
}

static gboolean
is_probe_forbidden (NpBoard *board)
{
  return np_board_get_state (board) == NP_BOARD_STATE_BLOCK && np_board_get_block_code (board) == NP_ERROR_PERMISSION;
}

static gboolean
is_port_forbidden (NpBoard *board)
{
  const NpSerialPortInfo *port = np_board_get_port (board);

  return port != NULL && access (port->path, R_OK | W_OK) == -1 && errno == EACCES;
}

static NpBoard *
find_board (GListModel *bench, gboolean (*matches) (NpBoard *board))
{
  for (guint i = 0; i < g_list_model_get_n_items (bench); i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (bench, i);

      if (matches (board))
        return board; /* the bench's, too */
    }
  return NULL;
}

/* Of a port that is refused. */
static char *
judge_account (char **command)
{
  NpSerialAccess access;
  g_autoptr(GError) error = NULL;

  np_serial_access_look_at_account (&access);
  access.n_ports = access.n_refused = 1;
  if (np_serial_access_judge (&access, &error))
    return NULL;
  *command = g_strdup (np_serial_access_get_command (&access));
  return g_strdup (error->message);
}

char *
np_permission_find (GListModel *bench, char **command)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (bench), NULL);

  *command = NULL;
  if (find_board (bench, is_probe_forbidden) != NULL)
    {
      *command = dup_rules_command ();
      return g_strdup (_("This account may not use the ST-LINK probes. Run the command in a terminal, then unplug the boards and plug them in again."));
    }
  return find_board (bench, is_port_forbidden) != NULL ? judge_account (command) : NULL;
}
