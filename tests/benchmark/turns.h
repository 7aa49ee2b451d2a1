/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A turn of the main loop in milliseconds: by the clock, and by what its thread had of a processor (the rest is other programs' on a machine
 * that is busy). */
typedef struct
{
  double wall;
  double own;
} Turn;

/* Since turns_take (): each the longest one. */
typedef struct
{
  Turn turn;
  Turn frame;     /* of that, layout and drawing of the windows that are watched */
  Turn callbacks; /* and all else: what the program's own callbacks took */
  guint n_frames;
  double seconds;
} Turns;

Turn turns_get_now (void);

void turns_measure (void); /* from now on, all turns of the default main context */
void turns_watch_frames (GtkWidget *window);
Turns turns_take (void);

/* @target: in ms, of the processor's time */
void turns_print (const char *what, Turn turn, double target);

G_END_DECLS
