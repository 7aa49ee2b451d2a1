/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <elf.h>
#include <string.h>

#include "np-sim-file.h"
#include "np-sim-grammar.h"

static void
segment_free (gpointer data)
{
  NpSimSegment *self = data;

  g_byte_array_unref (self->data);
  g_free (self);
}

static GByteArray *
add_segment (GPtrArray *segments, guint32 address)
{
  NpSimSegment *segment = g_new0 (NpSimSegment, 1);

  segment->address = address;
  segment->data = g_byte_array_new ();
  g_ptr_array_add (segments, segment);
  return segment->data;
}

static gboolean
load_elf (GPtrArray *segments, const guint8 *bytes, gsize length)
{
  Elf32_Ehdr header;

  if (length < sizeof header)
    return FALSE;
  memcpy (&header, bytes, sizeof header);
  if (memcmp (header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS32)
    return FALSE;
  for (guint i = 0; i < header.e_phnum; i++)
    {
      gsize offset = header.e_phoff + (gsize) i * sizeof (Elf32_Phdr);
      Elf32_Phdr program;

      if (offset + sizeof program > length)
        return FALSE;
      memcpy (&program, bytes + offset, sizeof program);
      if (program.p_type != PT_LOAD || program.p_filesz == 0)
        continue;
      if ((gsize) program.p_offset + program.p_filesz > length)
        return FALSE;
      g_byte_array_append (add_segment (segments, program.p_paddr), bytes + program.p_offset, program.p_filesz);
    }
  return segments->len > 0;
}

/* ":LLAAAATT…CC" into its bytes, the sum of which must be 0. */
static GByteArray *
parse_hex_line (const char *line)
{
  g_autoptr(GByteArray) record = g_byte_array_new ();
  guint8 sum = 0;

  for (const char *c = line + 1; g_ascii_isxdigit (c[0]) && g_ascii_isxdigit (c[1]); c += 2)
    {
      guint8 byte = g_ascii_xdigit_value (c[0]) << 4 | g_ascii_xdigit_value (c[1]);

      sum += byte;
      g_byte_array_append (record, &byte, 1);
    }
  if (line[0] != ':' || record->len < 5 || record->data[0] != record->len - 5 || sum != 0)
    return NULL;
  return g_steal_pointer (&record);
}

static gboolean
load_hex (GPtrArray *segments, const char *text)
{
  g_auto(GStrv) lines = g_strsplit_set (text, "\r\n", -1);
  GByteArray *data = NULL;
  guint32 base = 0;
  guint32 end = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(GByteArray) record = lines[i][0] != '\0' ? parse_hex_line (lines[i]) : NULL;
      const guint8 *payload;
      guint32 address;

      if (lines[i][0] == '\0')
        continue;
      if (record == NULL)
        return FALSE;
      payload = record->data + 4;
      address = base + (record->data[1] << 8 | record->data[2]);
      if (record->data[3] == 4 && record->data[0] == 2)
        base = (guint32) payload[0] << 24 | (guint32) payload[1] << 16;
      if (record->data[3] != 0)
        continue;
      if (data == NULL || address != end)
        data = add_segment (segments, address);
      g_byte_array_append (data, payload, record->data[0]);
      end = address + record->data[0];
    }
  return segments->len > 0;
}

static gboolean
load_binary (GPtrArray *segments, const guint8 *bytes, gsize length, const char *address_text, char **problem)
{
  guint32 address;

  if (address_text == NULL || !np_sim_parse_address (address_text, &address))
    {
      *problem = g_strdup ("Wrong or missing start address of a binary file");
      return FALSE;
    }
  g_byte_array_append (add_segment (segments, address), bytes, length);
  return TRUE;
}

GPtrArray *
np_sim_file_load (const char *path, const char *address, char **problem)
{
  g_autoptr(GPtrArray) segments = g_ptr_array_new_with_free_func (segment_free);
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *text = NULL;
  gsize length;
  gboolean loaded;

  if (!g_file_get_contents (path, &text, &length, NULL))
    {
      *problem = g_strdup_printf ("File does not exist: %s", path);
      return NULL;
    }
  if (g_str_has_suffix (lower, ".elf") || g_str_has_suffix (lower, ".axf") || g_str_has_suffix (lower, ".out"))
    loaded = load_elf (segments, (const guint8 *) text, length);
  else if (g_str_has_suffix (lower, ".hex"))
    loaded = load_hex (segments, text);
  else
    loaded = load_binary (segments, (const guint8 *) text, length, address, problem);
  if (!loaded && *problem == NULL)
    *problem = g_strdup ("Parsing fail");
  return loaded ? g_steal_pointer (&segments) : NULL;
}

gsize
np_sim_file_get_size (GPtrArray *segments)
{
  gsize size = 0;

  for (guint i = 0; i < segments->len; i++)
    size += ((NpSimSegment *) segments->pdata[i])->data->len;
  return size;
}
