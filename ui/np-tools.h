/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What this computer has of what real boards need: STM32CubeProgrammer, where the settings say that it is, and access to serial
 * ports. One for all views; it looks anew when the setting changes.
 *
 * properties (read-only): programmer (filename, nullable): the program that was found; version (string, nullable): what it said of
 * itself; problem (string, nullable): why it can't be used; checking (boolean): it is being asked; serial-problem (string,
 * nullable): why serial ports can't be opened; serial-command (string, nullable): what mends that */
#define NP_TYPE_TOOLS (np_tools_get_type ())
G_DECLARE_FINAL_TYPE (NpTools, np_tools, NP, TOOLS, GObject)

NpTools *np_tools_dup_default (void); /* (transfer full): lives as long as someone holds it */

/* Looks and asks now. "checking" tells when it is done. */
void np_tools_check (NpTools *self);

const char *np_tools_get_programmer (NpTools *self);
const char *np_tools_get_version (NpTools *self);
const char *np_tools_get_problem (NpTools *self);
gboolean np_tools_is_checking (NpTools *self);
const char *np_tools_get_serial_problem (NpTools *self);
const char *np_tools_get_serial_command (NpTools *self);

/* Returns: (transfer full) (element-type filename): the external loaders beside the program; empty while there is none */
GPtrArray *np_tools_find_loaders (NpTools *self);

G_END_DECLS
