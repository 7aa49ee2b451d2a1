/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * NpMemoryRegion:
 * @name: what it is (translated)
 * @start: first address
 * @end: last address; 0 when not known
 * @number: what it is called in the picture, from 1
 * @inner: lies in another region
 */
typedef struct
{
  const char *name;
  guint32 start;
  guint32 end;
  guint number;
  gboolean inner;
} NpMemoryRegion;

/* A stretch of memory as a bar, with its regions in it, numbered. Short ones are drawn wide enough to be seen. */
#define NP_TYPE_MEMORY_BAR (np_memory_bar_get_type ())
G_DECLARE_FINAL_TYPE (NpMemoryBar, np_memory_bar, NP, MEMORY_BAR, GtkWidget)

/**
 * np_memory_bar_new:
 * @regions: (element-type NpMemoryRegion): those outside the stretch aren't drawn
 * @description: the same in words
 */
GtkWidget *np_memory_bar_new (guint32 start, guint32 end, GArray *regions, const char *description);

G_END_DECLS
