/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-session.h"

G_BEGIN_DECLS

/* Starts a board as soon as it was plugged in and is ready. A board that was there when this was switched on isn't started, until it was
 * unplugged and plugged in again. Only for plans that do nothing for ever: before it would start a board with another one, it switches itself off.
 *
 * properties: enabled (boolean): off at first, never saved
 * signal "failed" (GError *): a round couldn't be started; it is off then */
#define NP_TYPE_AUTO_START (np_auto_start_get_type ())
G_DECLARE_FINAL_TYPE (NpAutoStart, np_auto_start, NP, AUTO_START, GObject)

NpAutoStart *np_auto_start_new (NpSession *session);
gboolean np_auto_start_get_enabled (NpAutoStart *self);

/**
 * np_auto_start_set_enabled:
 * @error: why it can't be switched on: %G_IO_ERROR_NOT_SUPPORTED for a plan that does something for ever, %NP_ERROR_INVALID_DATA for none
 */
gboolean np_auto_start_set_enabled (NpAutoStart *self, gboolean enabled, GError **error);

G_END_DECLS
