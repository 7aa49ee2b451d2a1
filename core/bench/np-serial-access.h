/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NP_SERIAL_ACCESS_COMMAND "sudo usermod -aG dialout $USER"

/**
 * NpSerialAccess:
 * @is_root: who may open everything
 * @in_group: this process is in group dialout, whose the serial ports are
 * @joins_at_login: the account is, but this login began before it was
 * @has_rule: a udev rule gives ST-LINKs' ports to whoever sits at the computer
 * @n_refused: how many of the ST-LINKs' ports that are there can't be opened
 * @n_ports: how many are there
 *
 * What decides whether ST-LINKs' serial ports can be opened, also those that aren't plugged in yet.
 */
typedef struct
{
  gboolean is_root;
  gboolean in_group;
  gboolean joins_at_login;
  gboolean has_rule;
  guint n_refused;
  guint n_ports;
} NpSerialAccess;

void np_serial_access_look (NpSerialAccess *self);
void np_serial_access_look_at_account (NpSerialAccess *self); /* and at no ports */

/**
 * np_serial_access_judge:
 * @error: %NP_ERROR_PERMISSION, with what to do
 */
gboolean np_serial_access_judge (const NpSerialAccess *self, GError **error);

/* Returns: (nullable): what gives the permission that is missing; %NULL when it only takes another login */
const char *np_serial_access_get_command (const NpSerialAccess *self);

G_END_DECLS
