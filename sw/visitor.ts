import { serve } from './main.ts'

serve({ side: 'user', page: '/' })
