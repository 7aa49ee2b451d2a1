/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include "np-error.h"
#include "np-serial-access.h"
#include "np-serial-port.h"

#define GROUP "dialout"

/* Where udev reads rules, and the names of those that give ST-LINKs away: ours, and that of ST's own packages. */
static const char *const rule_folders[] = { "/etc/udev/rules.d", "/run/udev/rules.d", "/usr/local/lib/udev/rules.d", "/usr/lib/udev/rules.d",
                                            "/lib/udev/rules.d" };
#define RULE_NAME "60-nameplate-st-link.rules"

static gboolean
process_is_in (gid_t group)
{
  int n_groups = getgroups (0, NULL);
  g_autofree gid_t *groups = g_new0 (gid_t, MAX (n_groups, 1));

  n_groups = getgroups (n_groups, groups);
  for (int i = 0; i < n_groups; i++)
    if (groups[i] == group)
      return TRUE;
  return getegid () == group;
}

static gboolean
account_is_in (const struct group *group)
{
  const struct passwd *account = getpwuid (getuid ());

  for (char **member = group->gr_mem; account != NULL && *member != NULL; member++)
    if (g_str_equal (*member, account->pw_name))
      return TRUE;
  return FALSE;
}

static gboolean
is_rule_there (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rule_folders); i++)
    {
      g_autofree char *path = g_build_filename (rule_folders[i], RULE_NAME, NULL);

      if (access (path, R_OK) == 0)
        return TRUE;
    }
  return FALSE;
}

void
np_serial_access_look_at_account (NpSerialAccess *self)
{
  const struct group *group = getgrnam (GROUP);

  *self = (NpSerialAccess) { .is_root = geteuid () == 0, .has_rule = is_rule_there () };
  if (group != NULL)
    {
      self->in_group = process_is_in (group->gr_gid);
      self->joins_at_login = !self->in_group && account_is_in (group);
    }
}

void
np_serial_access_look (NpSerialAccess *self)
{
  g_autoptr(GPtrArray) ports = np_serial_port_list (NULL);

  np_serial_access_look_at_account (self);
  for (guint i = 0; ports != NULL && i < ports->len; i++)
    {
      const NpSerialPortInfo *port = ports->pdata[i];

      if (!np_serial_port_info_is_st_link (port))
        continue;
      self->n_ports++;
      self->n_refused += access (port->path, R_OK | W_OK) != 0;
    }
}

gboolean
np_serial_access_judge (const NpSerialAccess *self, GError **error)
{
  gboolean can = self->n_ports > 0 ? self->n_refused == 0 : self->in_group || self->has_rule;

  if (self->is_root || can)
    return TRUE;
  if (self->joins_at_login)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_PERMISSION,
                         _("The account is in group dialout, but this login began before that: log out and in again."));
  else
    g_set_error_literal (error, NP_ERROR, NP_ERROR_PERMISSION,
                         _("This account may not open serial ports: it is not in group dialout. Run the command, then log out and in again."));
  return FALSE;
}

const char *
np_serial_access_get_command (const NpSerialAccess *self)
{
  return self->joins_at_login ? NULL : NP_SERIAL_ACCESS_COMMAND;
}
