/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <string.h>

#include "np-log-lines.h"

#define BLOCK_LINES 256u
#define BLOCK_MIN_SIZE 4096u /* in bytes; while a block is filled it doubles, and a full one is cut to what it holds */

typedef struct
{
  guint n_lines;
  gsize used, size; /* of data, in bytes */
  guint8 *data;
  guint32 offsets[BLOCK_LINES]; /* of the lines in data */
} Block;

struct _NpLogLines
{
  GPtrArray *blocks; /* the first holds the line "first"; all but the last are full */
  guint64 first, end;
  gsize text_size;
};

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->data);
  g_free (block);
}

/* Whole words, so that each line's numbers are aligned. */
static gsize
get_space (gsize text_length)
{
  gsize length = sizeof (NpLogLine) + text_length + 1;

  return (length + sizeof (gint64) - 1) / sizeof (gint64) * sizeof (gint64);
}

static void
block_resize (Block *block, gsize size)
{
  block->data = g_realloc (block->data, size);
  block->size = size;
}

static NpLogLine *
block_add (Block *block, gsize text_length)
{
  gsize space = get_space (text_length);

  if (block->used + space > block->size)
    block_resize (block, MAX (MAX (2 * block->size, BLOCK_MIN_SIZE), block->used + space));
  block->offsets[block->n_lines++] = (guint32) block->used;
  block->used += space;
  if (block->n_lines == BLOCK_LINES)
    block_resize (block, block->used);
  return (gpointer) (block->data + block->offsets[block->n_lines - 1]);
}

static Block *
get_open_block (NpLogLines *self)
{
  Block *last = self->blocks->len > 0 ? self->blocks->pdata[self->blocks->len - 1] : NULL;

  if (last == NULL || last->n_lines == BLOCK_LINES)
    g_ptr_array_add (self->blocks, last = g_new0 (Block, 1));
  return last;
}

void
np_log_lines_append (NpLogLines *self, gint64 time, NpLogSource source, const char *text)
{
  gsize length = strlen (text);
  NpLogLine *line = block_add (get_open_block (self), length);

  line->time = time;
  line->source = source;
  memcpy (line->text, text, length + 1);
  self->text_size += length;
  self->end++;
}

void
np_log_lines_drop_first (NpLogLines *self)
{
  g_return_if_fail (self->first < self->end);

  self->text_size -= strlen (np_log_lines_get (self, self->first)->text);
  self->first++;
  if (self->first % BLOCK_LINES == 0)
    g_ptr_array_remove_index (self->blocks, 0);
}

guint64
np_log_lines_get_first (const NpLogLines *self)
{
  return self->first;
}

guint64
np_log_lines_get_end (const NpLogLines *self)
{
  return self->end;
}

gsize
np_log_lines_get_size (const NpLogLines *self)
{
  return self->text_size;
}

const NpLogLine *
np_log_lines_get (const NpLogLines *self, guint64 number)
{
  const Block *block;

  g_return_val_if_fail (number >= self->first && number < self->end, NULL);

  block = self->blocks->pdata[number / BLOCK_LINES - self->first / BLOCK_LINES];
  return (gconstpointer) (block->data + block->offsets[number % BLOCK_LINES]);
}

NpLogLines *
np_log_lines_new (void)
{
  NpLogLines *self = g_new0 (NpLogLines, 1);

  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

void
np_log_lines_free (NpLogLines *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self);
}
