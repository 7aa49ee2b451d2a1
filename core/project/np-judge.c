/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-judge.h"

struct _NpJudge
{
  GObject parent_instance;

  GTask *running;        /* (nullable) */
  NpFactoryData *next;   /* (nullable): asked while one was running */
  NpRecipe *next_recipe;
  NpJudgement *last;     /* (nullable) */
};

typedef struct
{
  NpFactoryData *data;
  NpRecipe *recipe;
  NpJudgement *former;
} Question;

G_DEFINE_FINAL_TYPE (NpJudge, np_judge, G_TYPE_OBJECT)

static guint judged_signal;

static void start (NpJudge *self);

static void
question_free (Question *question)
{
  g_object_unref (question->data);
  np_recipe_free (question->recipe);
  g_clear_pointer (&question->former, np_judgement_unref);
  g_free (question);
}

static void
judge_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Question *question = task_data;

  g_task_return_pointer (task, np_judgement_new (question->data, question->recipe, question->former), (GDestroyNotify) np_judgement_unref);
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  NpJudge *self = NP_JUDGE (source);
  g_autoptr(NpJudgement) judgement = g_task_propagate_pointer (G_TASK (result), NULL);

  g_clear_object (&self->running);
  if (self->next != NULL)
    {
      start (self);
      return;
    }
  g_clear_pointer (&self->last, np_judgement_unref);
  self->last = g_steal_pointer (&judgement);
  g_signal_emit (self, judged_signal, 0, self->last);
}

static void
start (NpJudge *self)
{
  Question *question = g_new0 (Question, 1);

  question->data = g_steal_pointer (&self->next);
  question->recipe = g_steal_pointer (&self->next_recipe);
  question->former = self->last != NULL ? np_judgement_ref (self->last) : NULL;
  self->running = g_task_new (self, NULL, judged_cb, NULL);
  g_task_set_task_data (self->running, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (self->running, judge_in_thread);
}

static void
forget_next (NpJudge *self)
{
  g_clear_object (&self->next);
  g_clear_pointer (&self->next_recipe, np_recipe_free);
}

static void
np_judge_finalize (GObject *object)
{
  NpJudge *self = NP_JUDGE (object);

  forget_next (self);
  g_clear_pointer (&self->last, np_judgement_unref);
  G_OBJECT_CLASS (np_judge_parent_class)->finalize (object);
}

static void
np_judge_class_init (NpJudgeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_judge_finalize;
  judged_signal = g_signal_new ("judged", NP_TYPE_JUDGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
np_judge_init (NpJudge *self)
{
}

NpJudge *
np_judge_new (void)
{
  return g_object_new (NP_TYPE_JUDGE, NULL);
}

/**
 * np_judge_ask:
 * @data: copied
 * @recipe: copied
 *
 * Asks for a judgement; the signal "judged" brings it.
 */
void
np_judge_ask (NpJudge *self, NpFactoryData *data, const NpRecipe *recipe)
{
  g_return_if_fail (NP_IS_JUDGE (self));

  forget_next (self);
  self->next = np_factory_data_copy (data);
  self->next_recipe = np_recipe_copy (recipe);
  if (self->running == NULL)
    start (self);
}

/* Whether a judgement is still to come */
gboolean
np_judge_is_busy (NpJudge *self)
{
  g_return_val_if_fail (NP_IS_JUDGE (self), FALSE);

  return self->running != NULL;
}
