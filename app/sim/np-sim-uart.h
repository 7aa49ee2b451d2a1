/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A board's serial port: a pty that the link "uart" in the board's folder leads to. */
typedef struct _NpSimUart NpSimUart;

NpSimUart *np_sim_uart_new (const char *board_folder, GError **error);

/* The port vanishes, for whoever has it open too. */
void np_sim_uart_free (NpSimUart *self);

/* Never waits: what nobody reads is lost, as on a wire. */
void np_sim_uart_send (NpSimUart *self, const void *bytes, gsize length);

/* Who is given what the other end sends; %NULL for nobody. */
typedef void (*NpSimUartReceiver) (const char *bytes, gsize length, gpointer user_data);
void np_sim_uart_set_receiver (NpSimUart *self, NpSimUartReceiver receiver, gpointer user_data);

/* Holds the port as another program would, or lets go of it. */
void np_sim_uart_set_busy (NpSimUart *self, gboolean busy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpSimUart, np_sim_uart_free)

G_END_DECLS
