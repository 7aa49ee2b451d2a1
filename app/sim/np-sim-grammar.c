/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "np-sim-grammar.h"

static gboolean
holds_words (const char *argument)
{
  gsize key = strspn (argument, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

  return argument[0] == '-' || argument[0] == '[' || (key > 0 && argument[key] == '=');
}

GPtrArray *
np_sim_grammar_split (int argc, char **argv)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (int i = 1; i < argc; i++)
    {
      g_auto(GStrv) parts = NULL;

      if (!holds_words (argv[i]))
        {
          g_ptr_array_add (words, g_strdup (argv[i]));
          continue;
        }
      parts = g_strsplit_set (argv[i], " \t", -1);
      for (guint n = 0; parts[n] != NULL; n++)
        if (parts[n][0] != '\0')
          g_ptr_array_add (words, g_strdup (parts[n]));
    }
  return words;
}

static const NpSimOption *
find_option (const NpSimOption *options, const char *word)
{
  const char *name = g_str_has_prefix (word, "--") ? word + 2 : word + 1;

  for (; options->names != NULL; options++)
    {
      g_auto(GStrv) names = g_strsplit (options->names, "|", -1);

      for (guint i = 0; names[i] != NULL; i++)
        if (g_ascii_strcasecmp (names[i], name) == 0)
          return options;
    }
  return NULL;
}

static void
action_free (gpointer data)
{
  NpSimAction *self = data;

  g_ptr_array_unref (self->arguments);
  g_free (self);
}

GPtrArray *
np_sim_grammar_parse (GPtrArray *words, const NpSimOption *options, char **problem)
{
  g_autoptr(GPtrArray) actions = g_ptr_array_new_with_free_func (action_free);
  guint i = 0;

  while (i < words->len)
    {
      const char *word = words->pdata[i++];
      const NpSimOption *option = word[0] == '-' ? find_option (options, word) : NULL;
      NpSimAction *action;

      if (option == NULL)
        {
          *problem = g_strdup_printf ("Wrong command, unknown option: %s", word);
          return NULL;
        }
      action = g_new0 (NpSimAction, 1);
      action->option = option;
      action->arguments = g_ptr_array_new ();
      g_ptr_array_add (actions, action);
      while (i < words->len && action->arguments->len < option->arguments_max && ((char *) words->pdata[i])[0] != '-')
        g_ptr_array_add (action->arguments, words->pdata[i++]);
      if (action->arguments->len < option->arguments_min)
        {
          *problem = g_strdup_printf ("Wrong number of arguments for command: %s", word);
          return NULL;
        }
    }
  return g_steal_pointer (&actions);
}

const char *
np_sim_action_get (const NpSimAction *self, guint index)
{
  return index < self->arguments->len ? self->arguments->pdata[index] : NULL;
}

const char *
np_sim_action_get_value (const NpSimAction *self, const char *key)
{
  gsize length = strlen (key);

  for (guint i = 0; i < self->arguments->len; i++)
    {
      const char *argument = self->arguments->pdata[i];

      if (g_ascii_strncasecmp (argument, key, length) == 0 && argument[length] == '=')
        return argument + length + 1;
    }
  return NULL;
}

static gboolean
parse (const char *text, guint base, guint32 *number)
{
  guint64 value;
  gboolean prefixed = g_ascii_strncasecmp (text, "0x", 2) == 0;

  if (!g_ascii_string_to_unsigned (prefixed ? text + 2 : text, prefixed ? 16 : base, 0, G_MAXUINT32, &value, NULL))
    return FALSE;
  *number = value;
  return TRUE;
}

gboolean
np_sim_parse_address (const char *text, guint32 *address)
{
  return parse (text, 16, address);
}

gboolean
np_sim_parse_number (const char *text, guint32 *number)
{
  return parse (text, 10, number);
}
