; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = add i32 %0, %1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i32 %1, 0, !dbg !10
  br i1 %4, label %trap, label %6, !dbg !10

return:                                           ; preds = %6
  %5 = phi i32 [ %7, %6 ]
  ret i32 %5, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x63 */", "~{memory}"() #2, !dbg !10
  unreachable, !dbg !10

6:                                                ; preds = %start
  %7 = udiv i32 %0, %1, !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define internal float @"func[2]"(float %0) #0 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = fmul float %0, 5.000000e-01, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %3 = phi float [ %2, %start ]
  ret float %3, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i64 @"func[3]"(i32 %0) #0 section ".text.func[3]" !dbg !15 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !16
  %3 = icmp ugt i32 %2, 65528, !dbg !16
  br i1 %3, label %trap, label %5, !dbg !16

return:                                           ; preds = %5
  %4 = phi i64 [ %8, %5 ]
  ret i64 %4, !dbg !17

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x74 */", "~{memory}"() #2, !dbg !16
  unreachable, !dbg !16

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !16
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !16
  %8 = load i64, ptr %7, align 1, !dbg !16
  br label %return, !dbg !17
}

; Function Attrs: nounwind optsize
define internal void @"func[4]"() #0 section ".text.func[4]" !dbg !18 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %trap, !dbg !19

return:                                           ; No predecessors!
  unreachable, !dbg !20

trap:                                             ; preds = %start
  call void asm sideeffect "udf #0 /* 0x7a */", "~{memory}"() #2, !dbg !19
  unreachable, !dbg !19
}

; Function Attrs: nounwind optsize
define i32 @m_add(i32 %0, i32 %1) #0 section ".text.m_add" !dbg !21 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !22
  ret i32 %3, !dbg !22
}

; Function Attrs: nounwind optsize
define i32 @m_divide(i32 %0, i32 %1) #0 section ".text.m_divide" !dbg !23 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !24
  ret i32 %3, !dbg !24
}

; Function Attrs: nounwind optsize
define float @m_half(float %0) #0 section ".text.m_half" !dbg !25 {
  %2 = call float @"func[2]"(float %0), !dbg !26
  ret float %2, !dbg !26
}

; Function Attrs: nounwind optsize
define i64 @m_load(i32 %0) #0 section ".text.m_load" !dbg !27 {
  %2 = call i64 @"func[3]"(i32 %0), !dbg !28
  ret i64 %2, !dbg !28
}

; Function Attrs: nounwind optsize
define void @m_stop() #0 section ".text.m_stop" !dbg !29 {
  call void @"func[4]"(), !dbg !30
  ret void, !dbg !30
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !31 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !32
  ret void, !dbg !32
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 91, scope: !4)
!8 = !DILocation(line: 92, scope: !4)
!9 = distinct !DISubprogram(name: "divide", linkageName: "divide", scope: null, file: !3, line: 94, type: !5, scopeLine: 94, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 99, scope: !9)
!11 = !DILocation(line: 100, scope: !9)
!12 = distinct !DISubprogram(name: "half", linkageName: "half", scope: null, file: !3, line: 102, type: !5, scopeLine: 102, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 110, scope: !12)
!14 = !DILocation(line: 111, scope: !12)
!15 = distinct !DISubprogram(name: "load", linkageName: "load", scope: null, file: !3, line: 113, type: !5, scopeLine: 113, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 116, scope: !15)
!17 = !DILocation(line: 119, scope: !15)
!18 = distinct !DISubprogram(name: "stop", linkageName: "stop", scope: null, file: !3, line: 121, type: !5, scopeLine: 121, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 122, scope: !18)
!20 = !DILocation(line: 123, scope: !18)
!21 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 86, scope: !21)
!23 = distinct !DISubprogram(name: "m_divide", linkageName: "m_divide", scope: null, file: !3, line: 94, type: !5, scopeLine: 94, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 94, scope: !23)
!25 = distinct !DISubprogram(name: "m_half", linkageName: "m_half", scope: null, file: !3, line: 102, type: !5, scopeLine: 102, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!26 = !DILocation(line: 102, scope: !25)
!27 = distinct !DISubprogram(name: "m_load", linkageName: "m_load", scope: null, file: !3, line: 113, type: !5, scopeLine: 113, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 113, scope: !27)
!29 = distinct !DISubprogram(name: "m_stop", linkageName: "m_stop", scope: null, file: !3, line: 121, type: !5, scopeLine: 121, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!30 = !DILocation(line: 121, scope: !29)
!31 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 0, scope: !31)
