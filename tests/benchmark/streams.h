/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-serial-monitor.h"

G_BEGIN_DECLS

/* Boards that say something all the time, each as much as 115200 baud carry: their serial ports are ptys here, and a thread is all the boards. */
typedef struct _Streams Streams;

#define STREAMS_LINE "[00:00:12.345] I: matter: commissioning window open, discriminator 3840\r\n"

Streams *streams_new (void);
void streams_add (Streams *self, NpBoard *board); /* listens to it from now on; it has a probe */
void streams_start (Streams *self);
void streams_stop (Streams *self);
guint64 streams_get_lost (Streams *self); /* in bytes: the main loop didn't come to read them; once stopped */
void streams_free (Streams *self);

G_END_DECLS
