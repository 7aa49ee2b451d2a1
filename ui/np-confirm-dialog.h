/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "run/np-confirmation.h"

G_BEGIN_DECLS

/**
 * np_confirm_dialog_ask_async:
 * @code: what is to be typed where the gate asks for that: the project's name
 * @batch: (nullable): for how long it holds, a sentence
 * @practice: no real board is changed
 *
 * Asks for a confirmation. Default and closing are Cancel; the button that goes on can be pressed once @code was typed and the box ticked;
 * @code can't be pasted or dropped.
 */
void np_confirm_dialog_ask_async (GtkWindow *parent, const NpConfirmation *confirmation, const char *code, const char *batch, gboolean practice,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean np_confirm_dialog_ask_finish (GAsyncResult *result); /* TRUE: confirmed */

G_END_DECLS
